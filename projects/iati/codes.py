"""The codes of IATI 2.03 that the Fund uses, by code list, with their names in the standard; and which of ours is which."""

from applications.models import Partner
from funding.models import Coverage
from plans.models import CrossCutting, Indicator

from ..models import State

VERSION = "2.03"
CURRENCY = "USD"

CODES = {
    "OrganisationType": {
        "10": "Government",
        "22": "National NGO",
        "40": "Multilateral",
        "70": "Private Sector",
        "80": "Academic, Training and Research",
        "90": "Other",
    },
    "OrganisationRole": {"1": "Funding", "2": "Accountable", "4": "Implementing"},
    "OtherIdentifierType": {"A1": "Reporting Organisation's internal activity identifier"},
    "ActivityStatus": {"1": "Pipeline/identification", "2": "Implementation", "4": "Closed"},
    "ActivityDateType": {"1": "Planned start", "2": "Actual start", "3": "Planned End", "4": "Actual end"},
    "ActivityScope": {"1": "Global", "2": "Regional", "3": "Multi-national", "4": "National"},
    "ContactType": {"1": "General Enquiries"},
    "DescriptionType": {"1": "General", "2": "Objectives"},
    "Region": {
        "89": "Europe, regional",
        "298": "Africa, regional",
        "498": "America, regional",
        "589": "Middle East, regional",
        "798": "Asia, regional",
        "889": "Oceania, regional",
        "998": "Developing countries, unspecified",
    },
    "RegionVocabulary": {"1": "OECD DAC"},
    "SectorVocabulary": {"1": "OECD DAC CRS Purpose Codes (5 digit)", "99": "Reporting Organisation"},
    "TagVocabulary": {
        "2": "UN Sustainable Development Goals (SDG)",
        "3": "UN Sustainable Development Goals (SDG) Targets",
    },
    "PolicyMarker": {"1": "Gender Equality", "2": "Aid to Environment", "11": "Disability"},
    "PolicySignificance": {"0": "not targeted", "1": "significant objective", "2": "principal objective"},
    "BudgetType": {"1": "Original", "2": "Revised"},
    "BudgetStatus": {"2": "Committed"},
    "TransactionType": {"2": "Outgoing Commitment", "3": "Disbursement", "4": "Expenditure"},
    "DocumentCategory": {
        "A01": "Pre- and post-project impact appraisal",
        "A02": "Objectives / Purpose of activity",
        "A03": "Intended ultimate beneficiaries",
        "A04": "Conditions",
        "A05": "Budget",
        "A06": "Summary information about contract",
        "A07": "Review of project performance and evaluation",
        "A08": "Results, outcomes and outputs",
        "A09": "Memorandum of understanding (If agreed by all parties)",
        "A10": "Tender",
        "A11": "Contract",
        "A12": "Activity web page",
    },
    "ResultType": {"1": "Output", "2": "Outcome", "9": "Other"},
    "IndicatorMeasure": {"1": "Unit", "2": "Percentage", "3": "Nominal", "4": "Ordinal", "5": "Qualitative"},
    "Language": {"en": "English", "fr": "French", "es": "Spanish; Castilian"},
}

STATUSES = {State.ACTIVATION: "1", State.ACTIVE: "2", State.COMPLETED: "4"}
SCOPES = {
    Coverage.NATIONAL: "4",
    Coverage.REGIONAL: "2",
    Coverage.MULTI_REGIONAL: "3",
    Coverage.GLOBAL: "1",
}
PARTNER_TYPES = {
    Partner.Kind.GOVERNMENT: "10",
    Partner.Kind.UNITED_NATIONS: "40",
    Partner.Kind.INTERGOVERNMENTAL: "40",
    Partner.Kind.CIVIL_SOCIETY: "22",
    Partner.Kind.ACADEMIA: "80",
    Partner.Kind.PRIVATE_SECTOR: "70",
    Partner.Kind.OTHER: "90",
}
REGIONS = {  # where no country is named; the Fund's "Asia and Oceania" is two regions of the DAC
    "AFRICA": ("298",),
    "ASIA_OCEANIA": ("798", "889"),
    "EUROPE": ("89",),
    "GLOBAL": ("998",),
    "LATIN_AMERICA_CARIBBEAN": ("498",),
    "MIDDLE_EAST": ("589",),
}
MARKERS = {
    CrossCutting.Theme.GENDER: "1",
    CrossCutting.Theme.ENVIRONMENT: "2",
    CrossCutting.Theme.DISABILITY: "11",
}
MEASURES = {
    Indicator.Kind.NUMBER: "1",
    Indicator.Kind.PERCENTAGE: "2",
    Indicator.Kind.YES_NO: "3",
    Indicator.Kind.SCALE: "4",
    Indicator.Kind.QUALITATIVE: "5",
}
DIMENSIONS = {("sex", "women"): ("sex", "female"), ("sex", "men"): ("sex", "male")}  # others keep the Fund's codes
ASCENDING = {Indicator.Direction.INCREASE: "1", Indicator.Direction.DECREASE: "0"}  # KEEP: the standard has no word

# Year from which money for a state no longer counts as ODA (DAC list of ODA recipients and its history at oecd.org).
# Costa Rica, Guyana, Panama and Palau are of high income and on the list still; its review of 2026 decides on them.
BEFORE_THE_FUND = 2001  # the Fund's records begin in it: these were never on the list since, or were "in transition"
OUT_OF_ODA = {
    **dict.fromkeys(
        ["AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HU", "IE", "IT", "LT", "LU", "LV",
         "NL", "PL", "PT", "RO", "SE", "SK", "AD", "AE", "AU", "BN", "BS", "CA", "CH", "GB", "IL", "IS", "JP", "KR",
         "KW", "LI", "MC", "NO", "NZ", "QA", "RU", "SG", "SM", "US", "VA"],
        BEFORE_THE_FUND,
    ),
    **dict.fromkeys(["MT", "SI"], 2003),
    "BH": 2005,
    "SA": 2008,
    **dict.fromkeys(["BB", "HR", "OM", "TT"], 2011),
    "KN": 2014,
    **dict.fromkeys(["CL", "SC", "UY"], 2018),
    "CK": 2020,
    "AG": 2022,
    "NR": 2026,
}  # fmt: skip

# What the file itself says, in three languages at once: the reader's language is not known to it
ONLY_YEAR = {
    "en": "Only the year is known; the day stands for it.",
    "fr": "Seule l’année est connue\u00a0; le jour en tient lieu.",
    "es": "Solo se conoce el año; el día lo representa.",
}
ADDS_UP = {
    "en": "Each value is what was reached within its period; the values of all periods add up.",
    "fr": "Chaque valeur est ce qui a été atteint au cours de sa période\u00a0; toutes s’additionnent.",
    "es": "Cada valor es lo alcanzado dentro de su período; los valores de todos los períodos se suman.",
}
LATEST_COUNTS = {
    "en": "Each value is the state at the end of its period; the latest counts.",
    "fr": "Chaque valeur est l’état à la fin de sa période\u00a0; la dernière fait foi.",
    "es": "Cada valor es el estado al final de su período; cuenta el más reciente.",
}
UNIT = {"en": "Unit: {}.", "fr": "Unité\u00a0: {}.", "es": "Unidad: {}."}
CHANNEL = "47066"  # IOM among the channels of the OECD's Creditor Reporting System
IOM = {
    "en": "International Organization for Migration (IOM)",
    "fr": "Organisation internationale pour les migrations (OIM)",
    "es": "Organización Internacional para las Migraciones (OIM)",
}
FUND = {
    "en": "IOM Development Fund",
    "fr": "Fonds de l’OIM pour le développement",
    "es": "Fondo de la OIM para el Desarrollo",
}
WEB_PAGE = {
    "en": "Page of the project in the catalogue of the Fund",
    "fr": "Page du projet dans le catalogue du Fonds",
    "es": "Página del proyecto en el catálogo del Fondo",
}
SOURCE = {
    "en": "Page on which the Fund first published the project",
    "fr": "Page sur laquelle le Fonds a publié le projet en premier lieu",
    "es": "Página en la que el Fondo publicó el proyecto por primera vez",
}
