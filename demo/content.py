"""The words of the demonstration proposals: invented, plausible, short. Keys are those of ``demo.proposals``."""

ENGLISH = {
    "summary": (
        "Officials who meet people on the move every day lack a common procedure and training. The project writes the "
        "procedure with the ministries, trains those who use it, and leaves a team of national trainers behind, so that "
        "cases are recognised earlier and handled the same way everywhere."
    ),
    "rationale": (
        "Cases are recorded in different ways by different services, and many are never referred. A common procedure was "
        "asked for in the national migration strategy. IOM has worked with the ministries since the strategy was drafted "
        "and brings tested training material. No other partner covers the same services; coordination takes place in the "
        "national working group on migration, which meets each quarter."
    ),
    "beneficiaries": "About 120 officials of four services, half of them women; indirectly, the migrants they meet.",
    "partnerships": (
        "The Ministry of Interior leads the working group and names the trainees. The Ministry of Labour reviews the "
        "procedure. IOM manages the project and reports to the working group each quarter."
    ),
    "sustainability": (
        "National trainers repeat the course each year from the budget of the police academy. The procedure is adopted as a "
        "ministerial order. A regional donor has shown interest in a second phase."
    ),
    "evaluation": (
        "An external evaluator looks at relevance, effectiveness and sustainability between six and twelve months after the "
        "end, by documents, interviews and a survey of the trained officials."
    ),
    "objective": "The government protects and manages migration better through services that work in the same way",
    "outcome": "Officials of four services use one common procedure in their daily work",
    "outcome_assumptions": "The services release staff for training",
    "outcome_indicator": "Cases handled by the common procedure",
    "output": "Officials have the knowledge to use the procedure",
    "output_indicator": "Officials who pass the final test",
    "activity": "Train officials in six workshops",
    "activity_evaluation": "Evaluate the project",
    "unit": "officials",
    "source": "Attendance lists and tests",
    "case_source": "Case register of the services",
    "responsible": "IOM and the Ministry of Interior",
    "staff": "Project officer",
    "office": "Office rent and communication",
    "workshops": "Workshops for officials",
    "consultant": "Consultant who drafts the procedure",
    "evaluation_line": "External evaluation",
    "note": "Average of three quotations of this year",
    "month": "month",
    "workshop": "workshop",
    "day": "day",
    "lump": "contract",
}
FRENCH = {
    "summary": (
        "Les agents qui rencontrent chaque jour des personnes en mobilité ne disposent ni d’une procédure commune ni d’une "
        "formation. Le projet rédige cette procédure avec les ministères, forme ses utilisateurs et laisse sur place une "
        "équipe de formateurs nationaux."
    ),
    "rationale": (
        "Les cas sont enregistrés différemment selon les services, et beaucoup ne sont jamais orientés. La stratégie "
        "nationale de migration demande une procédure commune. L’OIM travaille avec les ministères depuis l’élaboration de "
        "la stratégie. La coordination se fait au sein du groupe de travail national, qui se réunit chaque trimestre."
    ),
    "beneficiaries": "Environ 120 agents de quatre services, dont la moitié de femmes ; indirectement, les migrants.",
    "partnerships": "Le Ministère de l’intérieur dirige le groupe de travail. L’OIM gère le projet et rend compte au groupe.",
    "sustainability": "Les formateurs nationaux répètent le cours chaque année sur le budget de l’académie de police.",
    "evaluation": "Un évaluateur externe examine la pertinence, l’efficacité et la viabilité dans l’année qui suit la fin.",
    "objective": "Le gouvernement gère mieux les migrations grâce à des services qui travaillent de la même façon",
    "outcome": "Les agents de quatre services appliquent une procédure commune au quotidien",
    "outcome_assumptions": "Les services libèrent le personnel pour la formation",
    "outcome_indicator": "Cas traités selon la procédure commune",
    "output": "Les agents savent appliquer la procédure",
    "output_indicator": "Agents qui réussissent le test final",
    "activity": "Former les agents en six ateliers",
    "activity_evaluation": "Évaluer le projet",
    "unit": "agents",
    "source": "Listes de présence et tests",
    "case_source": "Registre des cas des services",
    "responsible": "OIM et Ministère de l’intérieur",
    "staff": "Chargé de projet",
    "office": "Loyer et communications du bureau",
    "workshops": "Ateliers pour les agents",
    "consultant": "Consultant chargé de rédiger la procédure",
    "evaluation_line": "Évaluation externe",
    "note": "Moyenne de trois devis de cette année",
    "month": "mois",
    "workshop": "atelier",
    "day": "jour",
    "lump": "contrat",
}
SPANISH = {
    "summary": (
        "Los funcionarios que atienden cada día a personas en movimiento no disponen de un procedimiento común ni de "
        "formación. El proyecto redacta el procedimiento con los ministerios, forma a quienes lo aplican y deja un equipo "
        "de formadores nacionales."
    ),
    "rationale": (
        "Los casos se registran de distinta manera según el servicio y muchos no se derivan. La estrategia nacional de "
        "migración pide un procedimiento común. La OIM trabaja con los ministerios desde la elaboración de la estrategia. "
        "La coordinación se realiza en el grupo de trabajo nacional, que se reúne cada trimestre."
    ),
    "beneficiaries": "Unos 120 funcionarios de cuatro servicios, la mitad mujeres; indirectamente, los migrantes.",
    "partnerships": "El Ministerio del Interior dirige el grupo de trabajo. La OIM gestiona el proyecto e informa al grupo.",
    "sustainability": "Los formadores nacionales repiten el curso cada año con el presupuesto de la academia de policía.",
    "evaluation": "Un evaluador externo examina la pertinencia, la eficacia y la sostenibilidad tras la finalización.",
    "objective": "El gobierno gestiona mejor la migración mediante servicios que trabajan de la misma manera",
    "outcome": "Los funcionarios de cuatro servicios aplican un procedimiento común en su labor diaria",
    "outcome_assumptions": "Los servicios liberan personal para la formación",
    "outcome_indicator": "Casos tramitados según el procedimiento común",
    "output": "Los funcionarios saben aplicar el procedimiento",
    "output_indicator": "Funcionarios que superan la prueba final",
    "activity": "Formar a los funcionarios en seis talleres",
    "activity_evaluation": "Evaluar el proyecto",
    "unit": "funcionarios",
    "source": "Listas de asistencia y pruebas",
    "case_source": "Registro de casos de los servicios",
    "responsible": "OIM y Ministerio del Interior",
    "staff": "Responsable del proyecto",
    "office": "Alquiler y comunicaciones de la oficina",
    "workshops": "Talleres para funcionarios",
    "consultant": "Consultor que redacta el procedimiento",
    "evaluation_line": "Evaluación externa",
    "note": "Promedio de tres cotizaciones de este año",
    "month": "mes",
    "workshop": "taller",
    "day": "día",
    "lump": "contrato",
}
WORDS = {"en": ENGLISH, "fr": FRENCH, "es": SPANISH}
