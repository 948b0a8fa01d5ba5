"""What the pictures of the demonstration's news show; the articles themselves are files in ``demo/data/news``."""

ALTS = {
    "more-than-a-thousand-projects": {
        "en": "Illustration: thin lines run from one point in many directions, as journeys do",
        "fr": "Illustration : de fines lignes partent d’un point dans de nombreuses directions, comme des voyages",
        "es": "Ilustración: líneas finas salen de un punto en muchas direcciones, como los viajes",
    },
    "zambia-migration-profile": {
        "en": "Illustration: columns of different height in front of hills",
        "fr": "Illustration : des colonnes de hauteurs différentes devant des collines",
        "es": "Ilustración: columnas de distinta altura delante de unas colinas",
    },
    "parliaments-in-southern-africa": {
        "en": "Illustration: a building with five columns under a wide roof",
        "fr": "Illustration : un bâtiment à cinq colonnes sous un large toit",
        "es": "Ilustración: un edificio con cinco columnas bajo un techo ancho",
    },
    "climate-and-mobility-in-nigeria": {
        "en": "Illustration: the sun above waves of water and sand",
        "fr": "Illustration : le soleil au-dessus de vagues d’eau et de sable",
        "es": "Ilustración: el sol sobre olas de agua y de arena",
    },
    "labour-pathways-in-the-pacific": {
        "en": "Illustration: three green islands in a blue sea, joined by dotted lines",
        "fr": "Illustration : trois îles vertes dans une mer bleue, reliées par des pointillés",
        "es": "Ilustración: tres islas verdes en un mar azul, unidas por líneas de puntos",
    },
    "migration-profiles": {
        "en": "Illustration: rows of dots in four colours, some of them larger",
        "fr": "Illustration : des rangées de points en quatre couleurs, certains plus grands",
        "es": "Ilustración: hileras de puntos de cuatro colores, algunos más grandes",
    },
}
