"""Words of invented projects in three languages, from the field's vocabulary: what they do, about what, for whom, with whom.

Each row reads English, French, Spanish. Subjects stand under the code of their theme.
"""

# ruff: noqa: E501

LANGUAGES = ("en", "fr", "es")
EVERYWHERE = ("Several Regions", "plusieurs régions", "varias regiones")

ACTS = [
    ("Strengthening {}", "Renforcement des capacités nationales\u00a0: {}", "Fortalecimiento de las capacidades nacionales: {}"),
    ("Enhancing {}", "Amélioration de l’action publique\u00a0: {}", "Mejora de la acción pública: {}"),
    ("Supporting the Government on {}", "Appui au Gouvernement\u00a0: {}", "Apoyo al Gobierno: {}"),
    ("Building Capacity for {}", "Formation des institutions\u00a0: {}", "Formación de las instituciones: {}"),
    ("Technical Assistance on {}", "Assistance technique\u00a0: {}", "Asistencia técnica: {}"),
    ("Developing a National Approach to {}", "Élaboration d’une stratégie nationale\u00a0: {}", "Elaboración de una estrategia nacional: {}"),
    ("Piloting {}", "Projet pilote\u00a0: {}", "Proyecto piloto: {}"),
    ("Assessing {}", "Évaluation des besoins\u00a0: {}", "Evaluación de las necesidades: {}"),
    ("Promoting {}", "Promotion des bonnes pratiques\u00a0: {}", "Promoción de buenas prácticas: {}"),
    ("Improving Data for {}", "Amélioration des données\u00a0: {}", "Mejora de los datos: {}"),
]  # fmt: skip
SUBJECTS = {
    "CE": [
        ("Diaspora Engagement", "mobilisation de la diaspora", "vinculación con la diáspora"),
        ("Remittances and Local Development", "envois de fonds et développement local", "remesas y desarrollo local"),
        ("Migrant Entrepreneurship", "entrepreneuriat des migrants", "emprendimiento de los migrantes"),
    ],
    "CT": [
        ("Counter-Trafficking Referral", "orientation des victimes de la traite", "derivación de víctimas de la trata"),
        ("the Prosecution of Trafficking in Persons", "poursuite de la traite des personnes", "persecución de la trata de personas"),
        ("Victim Identification", "identification des victimes", "identificación de víctimas"),
    ],
    "FM": [
        ("Visa Processing", "traitement des visas", "tramitación de visados"),
        ("Pre-Departure Orientation", "orientation avant le départ", "orientación previa a la salida"),
        ("Migrant Resource Centres", "centres de ressources pour migrants", "centros de recursos para migrantes"),
    ],
    "IB": [
        ("Integrated Border Management", "gestion intégrée des frontières", "gestión integrada de fronteras"),
        ("Travel Documents and Identity", "documents de voyage et identité", "documentos de viaje e identidad"),
        ("Counter-Smuggling", "lutte contre le trafic illicite de migrants", "lucha contra el tráfico ilícito de migrantes"),
        ("Border Data Systems", "systèmes de données aux frontières", "sistemas de datos fronterizos"),
    ],
    "IS": [
        ("the Inclusion of Migrants in Cities", "inclusion des migrants dans les villes", "inclusión de migrantes en las ciudades"),
        ("Social Cohesion in Host Communities", "cohésion sociale dans les communautés d’accueil", "cohesión social en las comunidades de acogida"),
        ("Access to Education for Migrant Children", "accès des enfants migrants à l’éducation", "acceso de los niños migrantes a la educación"),
    ],
    "LM": [
        ("Ethical Recruitment", "recrutement éthique", "contratación ética"),
        ("Labour Migration Policy", "politique de migration de main-d’œuvre", "política de migración laboral"),
        ("Skills Recognition", "reconnaissance des compétences", "reconocimiento de competencias"),
        ("the Protection of Domestic Workers", "protection des travailleuses domestiques", "protección de las trabajadoras domésticas"),
    ],
    "MA": [
        ("Migrant Health Services", "services de santé pour les migrants", "servicios de salud para migrantes"),
        ("Health at Borders", "santé aux frontières", "salud en las fronteras"),
        ("Mental Health and Psychosocial Support", "santé mentale et soutien psychosocial", "salud mental y apoyo psicosocial"),
    ],
    "NC": [
        ("Human Mobility and Climate Change", "mobilité humaine et changements climatiques", "movilidad humana y cambio climático"),
        ("Planned Relocation", "réinstallation planifiée", "reubicación planificada"),
        ("Disaster Displacement", "déplacements dus aux catastrophes", "desplazamientos por desastres"),
    ],
    "PO": [
        ("a National Migration Policy", "politique migratoire nationale", "política migratoria nacional"),
        ("Migration Governance Indicators", "indicateurs de gouvernance des migrations", "indicadores de gobernanza de la migración"),
        ("the Global Compact for Migration", "Pacte mondial sur les migrations", "Pacto Mundial para la Migración"),
    ],
    "PR": [
        ("the National Migration Profile", "profil migratoire national", "perfil migratorio nacional"),
        ("Migration Statistics", "statistiques migratoires", "estadísticas migratorias"),
        ("Research on Return Migration", "recherche sur la migration de retour", "investigación sobre la migración de retorno"),
    ],
    "PX": [
        ("Assistance to Vulnerable Migrants", "assistance aux migrants vulnérables", "asistencia a migrantes vulnerables"),
        ("the Protection of Unaccompanied Children", "protection des enfants non accompagnés", "protección de niños no acompañados"),
        ("National Referral Mechanisms", "mécanismes nationaux d’orientation", "mecanismos nacionales de derivación"),
        ("Action against Trafficking in Persons", "action contre la traite des personnes", "acción contra la trata de personas"),
    ],
    "RT": [
        ("Sustainable Reintegration", "réintégration durable", "reintegración sostenible"),
        ("Return Case Management", "gestion des dossiers de retour", "gestión de casos de retorno"),
    ],
    "TC": [
        ("Migration Management", "gestion des migrations", "gestión de la migración"),
        ("Inter-Ministerial Coordination on Migration", "coordination interministérielle sur les migrations", "coordinación interministerial en materia de migración"),
    ],
    "TK": [
        ("the Return of Qualified Nationals", "retour de nationaux qualifiés", "retorno de nacionales calificados"),
        ("Knowledge Transfer by the Diaspora", "transfert de connaissances par la diaspora", "transferencia de conocimientos de la diáspora"),
    ],
}  # fmt: skip
FOR = [
    ("for Local Authorities", "autorités locales", "autoridades locales"),
    ("for Border Officials", "agents des frontières", "funcionarios de frontera"),
    ("for Consular Staff", "personnel consulaire", "personal consular"),
    ("for Women and Youth", "femmes et jeunes", "mujeres y jóvenes"),
    ("for the Judiciary", "magistrature", "poder judicial"),
    ("for Returning Migrants", "migrants de retour", "migrantes retornados"),
    ("through Digital Services", "services numériques", "servicios digitales"),
    ("through Regional Cooperation", "coopération régionale", "cooperación regional"),
    ("– Phase II", "phase II", "fase II"),
    ("", "", ""),
    ("", "", ""),
    ("", "", ""),
]
SUMMARIES = [
    (
        "The project worked with the ministries concerned on {subject}. It assessed what exists, drafted procedures with those who will use them, and trained officials of the capital and the provinces.",
        "Le projet a travaillé avec les ministères compétents sur le thème suivant\u00a0: {subject}. Il a fait le point de la situation, rédigé des procédures avec leurs futurs utilisateurs et formé des agents de la capitale et des provinces.",
        "El proyecto trabajó con los ministerios competentes sobre {subject}. Examinó lo existente, redactó procedimientos con quienes los aplicarán y formó a funcionarios de la capital y de las provincias.",
    ),
    (
        "The Government asked for support on {subject}. A working group of ministries, civil society and academia led the work; its recommendations were adopted and are applied by the services.",
        "Le Gouvernement a demandé un appui dans le domaine suivant\u00a0: {subject}. Un groupe de travail réunissant ministères, société civile et universités a dirigé les travaux\u00a0; ses recommandations ont été adoptées et sont appliquées par les services.",
        "El Gobierno solicitó apoyo en materia de {subject}. Un grupo de trabajo de ministerios, sociedad civil y universidades dirigió la labor; sus recomendaciones fueron aprobadas y los servicios las aplican.",
    ),
    (
        "Reliable information on {subject} was missing. The project collected data in five districts, published a report, and left a database and trained staff with the statistical office.",
        "Les informations fiables manquaient\u00a0: {subject}. Le projet a recueilli des données dans cinq districts, publié un rapport et laissé à l’office de statistique une base de données et du personnel formé.",
        "Faltaba información fiable sobre {subject}. El proyecto recopiló datos en cinco distritos, publicó un informe y dejó a la oficina de estadística una base de datos y personal capacitado.",
    ),
    (
        "Through workshops, study visits and a campaign on radio and social media the project raised attention to {subject}. National trainers now repeat the course every year without outside support.",
        "Par des ateliers, des visites d’étude et une campagne à la radio et sur les réseaux sociaux, le projet a attiré l’attention sur le sujet\u00a0: {subject}. Des formateurs nationaux répètent désormais le cours chaque année sans appui extérieur.",
        "Mediante talleres, visitas de estudio y una campaña en la radio y las redes sociales, el proyecto llamó la atención sobre {subject}. Los formadores nacionales repiten el curso cada año sin apoyo externo.",
    ),
]  # fmt: skip
MINISTRIES = [
    ("Ministry of Interior", "Ministère de l’intérieur", "Ministerio del Interior"),
    ("Ministry of Labour", "Ministère du travail", "Ministerio de Trabajo"),
    ("Ministry of Foreign Affairs", "Ministère des affaires étrangères", "Ministerio de Relaciones Exteriores"),
    ("Ministry of Health", "Ministère de la santé", "Ministerio de Salud"),
    ("National Statistical Office", "Office national de statistique", "Oficina Nacional de Estadística"),
    ("Border Police", "Police des frontières", "Policía de Fronteras"),
    ("Migration Directorate", "Direction des migrations", "Dirección de Migración"),
]
PARTNERS = [
    ("Red Cross Society", "Société de la Croix-Rouge", "Sociedad de la Cruz Roja"),
    ("National University", "Université nationale", "Universidad Nacional"),
    ("Association of Migrant Workers", "Association des travailleurs migrants", "Asociación de Trabajadores Migrantes"),
    ("Chamber of Commerce", "Chambre de commerce", "Cámara de Comercio"),
    ("Women’s Legal Aid", "Aide juridique aux femmes", "Asistencia Jurídica a la Mujer"),
    ("Youth Forum", "Forum de la jeunesse", "Foro de la Juventud"),
]
RESULTS = {
    "objective": (
        "Migration is managed better, for the good of migrants and of the country",
        "Les migrations sont mieux gérées, au bénéfice des migrants et du pays",
        "La migración se gestiona mejor, en beneficio de los migrantes y del país",
    ),
    "outcome": (
        "Officials apply the common procedure in their daily work",
        "Les agents appliquent la procédure commune dans leur travail quotidien",
        "Los funcionarios aplican el procedimiento común en su labor diaria",
    ),
    "output": (
        "Officials have the knowledge to apply the procedure",
        "Les agents ont les connaissances pour appliquer la procédure",
        "Los funcionarios tienen los conocimientos para aplicar el procedimiento",
    ),
    "outcome_indicator": (
        "Cases handled by the common procedure",
        "Cas traités selon la procédure commune",
        "Casos tramitados según el procedimiento común",
    ),
    "output_indicator": ("Officials trained", "Agents formés", "Funcionarios formados"),
    "unit": ("officials", "agents", "funcionarios"),
    "role": ("Hosts the workshops", "Accueille les ateliers", "Acoge los talleres"),
    "evaluation": ("Evaluation report", "Rapport d’évaluation", "Informe de evaluación"),
}
