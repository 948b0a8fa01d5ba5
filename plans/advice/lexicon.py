"""Words by which a statement is judged, as data: lower case, without accents; a trailing ``*`` stands for any ending."""

import re
from dataclasses import dataclass, fields


def _words(text):
    """A pattern for one of the words or phrases of ``text``, which are separated by commas."""
    phrases = [" ".join(part.split()) for part in text.split(",")]
    parts = [re.escape(phrase).replace(r"\*", r"\w*") for phrase in phrases]
    return re.compile(rf"(?<!\S)(?:{'|'.join(sorted(parts, key=len, reverse=True))})(?!\S)")


@dataclass(frozen=True)
class Lexicon:
    """The words of one language. Each field is a pattern to be matched where a word begins."""

    opening: re.Pattern  # may stand before the first word that counts
    doing: re.Pattern  # verbs of work, as one begins an activity with
    doing_or_thing: re.Pattern  # the same, but they may be nouns too
    work: re.Pattern  # nouns of work, when a preposition follows
    event: re.Pattern  # nouns of work by themselves
    preposition: re.Pattern
    planned: re.Pattern  # said of what will be done
    made: re.Pattern  # said of products and of people taught, when it is done
    stands: re.Pattern  # said of what exists or is in force
    being: re.Pattern
    practice: re.Pattern  # verbs of people and services who do something differently
    change: re.Pattern  # words of change that say neither how much nor by what
    means: re.Pattern  # what follows says how, how much or for what
    aim: re.Pattern  # verbs of an objective
    joint: re.Pattern  # between two objectives
    measure: re.Pattern  # how something is counted or judged
    percentage: re.Pattern
    at_least: re.Pattern
    numeral: re.Pattern
    people: re.Pattern
    product: re.Pattern
    empty: re.Pattern  # words without weight
    vague_source: re.Pattern


ENGLISH = {
    "opening": "to, the, a, an, the project will, project will, will, also, two, three, four, five, six, ten, several, "
    "regular, regional, national, joint, technical, quarterly, monthly, annual, further",
    "doing": """organise, organize, organising, organizing, conduct, conducting, carry out, carrying out, hold,
        holding, provide, providing, procure, procuring, purchase, purchasing, buy, buying, deliver, delivering,
        develop, developing, prepare, preparing, elaborate, elaborating, implement, implementing, facilitate,
        facilitating, undertake, undertaking, hire, hiring, recruit, recruiting, translate, translating, convene,
        convening, collect, collecting, produce, producing, create, creating, establish, establishing, install,
        installing, disseminate, disseminating, publish, publishing, equip, equipping, train, assist, assisting,
        advise, advising, arrange, arranging, set up, setting up, roll out, rolling out, revise, revising, update,
        updating, assess, assessing, identify and, engage, engaging, supporting, drafting and, raise awareness,
        raising awareness, run, running, mobilise, mobilize, sensitise, sensitize, build, building the, adapt,
        analyse, analyze, validate, distribute, distributing, launch, launching, appoint, renovate, strengthen,
        strengthening, improve, improving, enhance, enhancing, increase the, reduce, promote, promoting, ensure""",
    "doing_or_thing": "support, draft, review, design, map, print, host, pilot, study, visit, contract, test, monitor",
    "work": """development, organisation, organization, procurement, purchase, provision, implementation,
        establishment, creation, delivery, preparation, drafting, installation, elaboration, dissemination,
        production, design, conduct, recruitment, translation, printing, facilitation, capacity building, training,
        trainings, distribution, revision, support, assistance, awareness raising, renovation, mapping, roll out,
        sensitisation, sensitization, publication, setting up, review, promotion, strengthening""",
    "event": """workshop, workshops, study visit, study visits, study tour, study tours, meeting, meetings,
        consultations, conference, conferences, seminar, seminars, training session, training sessions, training
        course, training courses, training workshop, training workshops, campaign, campaigns, round table, round
        tables, awareness campaign, awareness campaigns, information sessions, course, courses""",
    "preposition": """of, on, for, to, in, with, and, at, among, by, from, between, within, about, under, as, into,
        across, through""",
    "planned": "be held, be organi*, be conducted, be carried out, be provided, be procured, be trained, be developed",
    "made": """trained, produced, disseminated, printed, delivered, installed, established, published, developed,
        distributed, set up, procured, drafted, prepared, conducted, organised, organized, held, created, equipped,
        translated, purchased, completed, launched, sensitised, sensitized, certified, built, renovated, elaborated,
        formed, designed, provided""",
    "stands": """available, adopted, validated, approved, in place, operational, functional, endorsed, submitted,
        signed, agreed, finalised, finalized, revised, updated, accessible, strengthened, improved, enhanced,
        increased, raised, presented, at the disposal, reinforced, reduced, aware, informed, better""",
    "being": "is, are, was, were, has been, have been, been, be",
    "practice": """apply, applies, applied, use, uses, used, identify, identifies, refer, refers, include, includes,
        invest, invests, offer, offers, follow, follows, share, shares, manage, manages, make, makes, take, takes,
        work together, works together, work with, handle, handles, decide, decides, coordinate, coordinates,
        cooperate, cooperates, inspect, inspects, protect, protects, adopt, adopts, allocate, allocates, registers,
        integrate, integrates, respond, responds, enforce, enforces, seek, seeks, choose, chooses, find, finds,
        receive, receives, received, benefit from, benefits from, know, knows, complete, completes, detect, detects,
        investigate, investigates, prosecute, prosecutes, operate, operates, send, sends, save, saves, exchange,
        exchanges, meet, meets, treat, treats, consult, consults, collect, collects, analyse, analyses, implement,
        implements, recruit, recruits, practise, practises, deliver, delivers, pay, pays, open, opens, join, joins,
        pass, passes, say, says, take place, takes place""",
    "change": """improv*, strengthen*, enhanc*, better, increas*, reinforc*, effective, good, greater, more, higher,
        stronger, rais*, build*, promot*, support*, contribute, contribution, develop*""",
    "means": """by, through, so that, thanks to, within, who, which, that, using, based on, from, when, until, per,
        where, in order to, in line with, at all, on the basis of""",
    "aim": """strengthen, improve, reduce, support, promote, develop, train, enhance, increase, build, protect,
        prevent, combat, create, establish, facilitate, foster, ensure, contribute, raise, provide, integrate,
        address, counter, expand""",
    "joint": "and, and to, and also, and also to, and will, and will also, as well as, as well as to, while",
    "measure": """number, numbers, percentage, percent, share, proportion, rate, ratio, average, mean, median, time,
        days, hours, score, scores, level, amount, value, volume, existence, extent, frequency, count, index,
        degree, whether, quality, status, availability, total, sum, how many, how much, evidence, cost, duration,
        stage""",
    "percentage": """percentage, percent, per cent, share, proportion, rate, ratio, increase, decrease, change,
        growth, reduction""",
    "at_least": "at least, minimum, a minimum of, no fewer than, not less than, more than, up to",
    "numeral": "two, three, four, five, six, seven, eight, nine, ten, twelve, fifteen, twenty, thirty, fifty, hundred",
    "people": """officers, officials, migrants, women, men, people, persons, staff, workers, inspectors, participants,
        trainees, children, girls, boys, students, victims, returnees, beneficiaries, trainers, leaders, refugees,
        employees, farmers, entrepreneurs, judges, prosecutors, lawyers, journalists, teachers, nationals, youth,
        jobseekers, agents, members, individuals, guards, doctors, nurses, interpreters, civil servants,
        practitioners, representatives, applicants, graduates, respondents, households, consuls, recruiters, focal
        points, families""",
    "product": """workshops, trainings, sessions, meetings, copies, manuals, studies, materials, brochures, leaflets,
        seminars, courses, conferences, visits, tours, campaigns, computers, events, posters, handbooks, reports""",
    "empty": """the, a, an, of, to, in, on, for, and, or, at, by, with, is, are, was, were, be, been, has, have, its,
        their, this, that, as, from, among, between""",
    "vague_source": """report, reports, document, documents, documentation, project, photo, photos, data, other, iom,
        records, statistics, internet, various, monitoring, pictures, information, government, partner, partners, n
        a, tbd, feedback, media, website, websites, programme, official, survey, surveys, interviews, interview,
        desk, review, field, visit, visits""",
}
FRENCH = {
    "opening": """de, d, la, le, les, l, un, une, des, le projet vise a, deux, trois, quatre, cinq, six, dix,
        plusieurs, quelques""",
    "doing": """organiser, former, realiser, elaborer, appuyer, conduire, mener, tenir, fournir, acquerir, acheter,
        livrer, preparer, developper, rediger, mettre en place, mettre en oeuvre, mettre a, recruter, traduire,
        convoquer, collecter, produire, creer, etablir, installer, diffuser, publier, equiper, assister, conseiller,
        reviser, actualiser, evaluer, sensibiliser, accompagner, imprimer, distribuer, lancer, concevoir, animer,
        faciliter, mobiliser, analyser, valider, soutenir, doter, renforcer, ameliorer, promouvoir, assurer,
        reduire, accroitre, favoriser, apporter, effectuer, offrir, dispenser, proceder, veiller a, garantir""",
    "doing_or_thing": "appui, soutien, assistance, etude",
    "work": """organisation, elaboration, formation, formations, realisation, acquisition, achat, mise en place, mise
        en oeuvre, tenue, renforcement, appui, appui technique, conduite, developpement, creation, production,
        diffusion, recrutement, sensibilisation, installation, redaction, traduction, impression, distribution,
        preparation, fourniture, livraison, assistance, assistance technique, accompagnement, revision,
        actualisation, collecte, conception, lancement, animation, equipement, soutien, dotation, amelioration,
        promotion, publication, renovation, evaluation""",
    "event": """atelier, ateliers, visite d etude, visites d etude, voyage d etude, voyages d etude, seminaire,
        seminaires, reunion, reunions, campagne, campagnes, session, sessions, seance, seances, conference,
        conferences, table ronde, tables rondes, consultations, concertations, cours""",
    "preposition": """de, d, des, du, a, au, aux, en, sur, pour, et, dans, avec, par, entre, vers, aupres, sous, chez,
        a l""",
    "planned": """sera organise*, seront organise*, sera tenu*, seront tenu*, seront forme*, sera realise*, seront
        realise*""",
    "made": """forme, formes, formee, formees, produit, produits, produite, produites, diffuse, diffuses, diffusee,
        diffusees, imprime, imprimes, imprimee, imprimees, livre, livres, livree, livrees, installe, installes,
        installee, installees, cree, crees, creee, creees, etabli, etablis, etablie, etablies, elabore, elabores,
        elaboree, elaborees, publie, publies, publiee, publiees, mis en place, mise en place, mises en place,
        equipe, equipes, equipee, equipees, acquis, acquise, acquises, distribue, distribues, distribuee,
        distribuees, organise, organises, organisee, organisees, tenu, tenus, tenue, tenues, redige, rediges,
        redigee, redigees, realise, realises, realisee, realisees, developpe, developpes, developpee, developpees,
        traduit, traduite, sensibilises, sensibilisees, certifies, lance, lancee""",
    "stands": """disponible, disponibles, adopte, adoptes, adoptee, adoptees, valide, valides, validee, validees,
        approuve, approuves, approuvee, approuvees, operationnel, operationnels, operationnelle, operationnelles,
        fonctionnel*, signe, signes, signee, signees, presente, presentee, inscrites, inscrits, a la disposition,
        dispose, disposent, savent, sait, renforce, renforces, renforcee, renforcees, ameliore, ameliores,
        amelioree, ameliorees, accru, accrus, accrue, accrues, en place, soumis, soumise, revise, revisee, finalise,
        finalisee, informes, informees, reduit, reduite, meilleur*""",
    "being": "est, sont, a ete, ont ete, ete, etre",
    "practice": """applique, appliquent, utilise, utilisent, repere, reperent, signale, signalent, investit,
        investissent, integre, integrent, traitent, oriente, orientent, emploie, emploient, suit, suivent,
        partagent, gere, gerent, prend, prennent, travaille, travaillent, decide, decident, coordonne, coordonnent,
        coopere, cooperent, inspectent, protege, protegent, alloue, allouent, enregistrent, repond, repondent, fait,
        font, choisissent, recoit, recoivent, accedent, beneficie, beneficient, detecte, detectent, enquetent,
        poursuit, poursuivent, planifie, planifient, exploite, exploitent, envoie, envoient, echangent, consultent,
        collectent, analysent, finance, financent, recrutent, pratiquent, delivre, delivrent, ouvre, ouvrent,
        rejoignent, identifie, identifient, inclut, incluent, propose, proposent, declarent, connait, connaissent,
        prevoient, adopte des, adoptent, offre, offrent, trouvent, reussissent, ont lieu, tient compte, tiennent
        compte, achevent""",
    "change": """amelior*, renforc*, meilleur*, accr*, mieux, plus, efficac*, bonne, promou*, soutien*, soutenir,
        contribu*, develop*, consolid*""",
    "means": """par, grace, de sorte, afin, au moyen, qui, dans un delai, sous, d ici, lors, jusqu, selon, fond*,
        moins de, a travers, en *ant, lorsque, dont""",
    "aim": """renforcer, ameliorer, reduire, soutenir, promouvoir, elaborer, former, accroitre, proteger, prevenir,
        combattre, lutter, creer, etablir, faciliter, favoriser, assurer, contribuer, appuyer, integrer, developper,
        doter, garantir""",
    "joint": "et, et a, et de, ainsi que, ainsi que de",
    "measure": """nombre, nombres, pourcentage, part, proportion, taux, ratio, moyen, moyenne, delai, jours, heures,
        note, notes, niveau, montant, valeur, volume, existence, mesure, frequence, indice, degre, qualite, etat,
        disponibilite, total, combien, cout, duree, stade, score""",
    "percentage": """pourcentage, part, proportion, taux, ratio, augmentation, baisse, hausse, diminution, reduction,
        croissance""",
    "at_least": "au moins, un minimum de, minimum, pas moins de, plus de, jusqu a",
    "numeral": "deux, trois, quatre, cinq, six, sept, huit, neuf, dix, douze, quinze, vingt, trente, cinquante, cent",
    "people": """agents, fonctionnaires, migrants, migrantes, femmes, hommes, personnes, inspecteurs, inspectrices,
        participants, participantes, stagiaires, enfants, filles, garcons, etudiants, victimes, beneficiaires,
        formateurs, chefs, refugies, employes, agriculteurs, entrepreneurs, juges, procureurs, avocats,
        journalistes, enseignants, ressortissants, jeunes, travailleurs, travailleuses, membres, cadres, policiers,
        gardes, medecins, infirmiers, interpretes, responsables, representants, demandeurs, diplomes, menages,
        consuls, recruteurs, points focaux, personnel, magistrats, officiers, familles""",
    "product": """ateliers, formations, seances, sessions, reunions, exemplaires, manuels, etudes, brochures,
        depliants, seminaires, cours, conferences, visites, voyages, campagnes, ordinateurs, affiches, guides,
        rapports, evenements""",
    "empty": """le, la, les, l, un, une, des, de, d, du, a, au, aux, en, sur, pour, et, dans, avec, par, entre, est,
        sont, ete, ont, leur, leurs, son, sa, ses, ce, cette, que, qu""",
    "vague_source": """rapport, rapports, document, documents, documentation, projet, photo, photos, donnees, autres,
        autre, oim, archives, statistiques, internet, divers, suivi, information, informations, gouvernement,
        partenaire, partenaires, medias, site, sites, programme, officiels, enquete, enquetes, entretiens,
        entretien, images, visite, visites, terrain""",
}
SPANISH = {
    "opening": """el, la, los, las, un, una, unos, unas, el proyecto busca, dos, tres, cuatro, cinco, seis, diez,
        varios, varias""",
    "doing": """organizar, realizar, capacitar, formar, elaborar, llevar a cabo, brindar, prestar, adquirir, comprar,
        entregar, preparar, desarrollar, redactar, establecer, implementar, contratar, traducir, convocar,
        recopilar, producir, crear, instalar, difundir, publicar, equipar, asistir, asesorar, revisar, actualizar,
        evaluar, sensibilizar, acompanar, imprimir, distribuir, lanzar, disenar, facilitar, movilizar, analizar,
        validar, apoyar, dotar, fortalecer, mejorar, promover, asegurar, reducir, aumentar, impartir, celebrar,
        proporcionar, efectuar, ejecutar, impulsar, poner en marcha, ofrecer, velar por, garantizar""",
    "doing_or_thing": "apoyo, asistencia, estudio",
    "work": """organizacion, realizacion, capacitacion, capacitaciones, formacion, formaciones, elaboracion,
        adquisicion, compra, impresion, celebracion, desarrollo, implementacion, creacion, fortalecimiento, apoyo,
        asistencia, asistencia tecnica, produccion, difusion, contratacion, sensibilizacion, instalacion, redaccion,
        traduccion, distribucion, preparacion, entrega, acompanamiento, revision, actualizacion, recopilacion,
        diseno, lanzamiento, establecimiento, prestacion, equipamiento, dotacion, mejoramiento, mejora, promocion,
        publicacion, puesta en marcha, evaluacion, ejecucion""",
    "event": """taller, talleres, visita de estudio, visitas de estudio, viaje de estudio, viajes de estudio,
        seminario, seminarios, reunion, reuniones, campana, campanas, sesion, sesiones, conferencia, conferencias,
        mesa redonda, mesas redondas, consultas, curso, cursos""",
    "preposition": "de, del, a, al, en, sobre, para, y, e, con, por, entre, hacia, ante, bajo, desde",
    "planned": "se organizar*n, se realizar*n, sera organizad*, seran capacitad*, se capacitara*, se celebrara*",
    "made": """capacitad*, formado, formados, formada, formadas, producid*, difundid*, impreso, impresos, impresa,
        impresas, entregad*, instalad*, creado, creados, creada, creadas, establecid*, elaborad*, publicad*,
        equipado, equipados, equipada, equipadas, adquirid*, distribuid*, organizad*, celebrad*, redactad*,
        realizad*, desarrollad*, traducid*, sensibilizad*, certificados, lanzad*, disenad*, entrenad*, puesto en
        marcha""",
    "stands": """disponible, disponibles, adoptad*, validad*, aprobad*, operativo, operativos, operativa, operativas,
        en funcionamiento, firmad*, presentad*, incluid*, a disposicion, dispone, disponen, sabe, saben, cuenta con,
        cuentan con, fortalecid*, mejorad*, aumentad*, reforzad*, incrementad*, finalizad*, revisad*, actualizad*,
        informad*, reducid*, en vigor, mayor""",
    "being": "es, son, esta, estan, ha sido, han sido, sido, se ha, se han",
    "practice": """aplica, aplican, utiliza, utilizan, usa, usan, detecta, detectan, deriva, derivan, invierte,
        invierten, incluye, incluyen, resuelve, resuelven, integra, integran, atiende, atienden, sigue, siguen,
        comparte, comparten, gestiona, gestionan, toma, toman, trabaja, trabajan, decide, deciden, coordina,
        coordinan, coopera, cooperan, inspecciona, inspeccionan, protege, protegen, asigna, asignan, registra,
        registran, responde, responden, hace, hacen, elige, eligen, recibe, reciben, accede, acceden, se beneficia,
        se benefician, identifica, identifican, investiga, investigan, planifica, planifican, opera, operan, envia,
        envian, intercambia, intercambian, consultan, recopila, recopilan, analiza, analizan, financia, financian,
        contratan, practican, expide, expiden, abre, abren, ofrece, ofrecen, denuncia, denuncian, conoce, conocen,
        tramita, tramitan, adopta, adoptan, tiene en cuenta, tienen lugar, encuentran, aprueba, aprueban, supera,
        superan""",
    "change": """mejor, mejores, mejora*, fortalec*, reforz*, reforza*, mayor, mas, eficaz, buena, promov*, apoy*,
        contribu*, desarroll*, aument*, increment*""",
    "means": """por, mediante, de modo que, para que, gracias, dotando, a traves, que, quienes, en un plazo, al
        ampliar, segun, basad*, en menos, a fin de, cuando, donde, hasta""",
    "aim": """fortalecer, mejorar, reducir, apoyar, promover, elaborar, capacitar, aumentar, proteger, prevenir,
        combatir, luchar, crear, establecer, facilitar, favorecer, asegurar, contribuir, integrar, desarrollar,
        impulsar, dotar, garantizar, formar""",
    "joint": "y, e, y a, y de, asi como, asi como a, ademas de",
    "measure": """numero, numeros, porcentaje, parte, proporcion, tasa, razon, promedio, media, tiempo, dias, horas,
        puntuacion, nota, nivel, monto, valor, volumen, existencia, medida, frecuencia, indice, grado, calidad,
        estado, disponibilidad, total, cuantos, cuantas, costo, duracion, plazo, cantidad""",
    "percentage": """porcentaje, parte, proporcion, tasa, razon, aumento, disminucion, reduccion, crecimiento,
        incremento""",
    "at_least": "al menos, por lo menos, un minimo de, minimo, como minimo, no menos de, mas de, hasta",
    "numeral": """dos, tres, cuatro, cinco, seis, siete, ocho, nueve, diez, doce, quince, veinte, treinta, cincuenta,
        cien""",
    "people": """funcionarios, funcionarias, migrantes, mujeres, hombres, personas, inspectores, inspectoras,
        participantes, ninos, ninas, estudiantes, victimas, beneficiarios, beneficiarias, formadores, lideres,
        lideresas, refugiados, empleados, agricultores, empresarios, emprendedores, jueces, fiscales, abogados,
        periodistas, docentes, nacionales, jovenes, trabajadores, trabajadoras, miembros, agentes, oficiales,
        guardias, medicos, enfermeros, interpretes, responsables, representantes, solicitantes, graduados, hogares,
        consules, reclutadores, puntos focales, personal, retornados, familias""",
    "product": """talleres, capacitaciones, formaciones, sesiones, reuniones, ejemplares, manuales, estudios,
        folletos, seminarios, cursos, conferencias, visitas, viajes, campanas, computadoras, carteles, guias,
        informes, eventos""",
    "empty": """el, la, los, las, un, una, de, del, a, al, en, sobre, para, y, e, o, con, por, entre, es, son, esta,
        estan, ha, han, sido, se, su, sus, este, que""",
    "vague_source": """informe, informes, documento, documentos, documentacion, proyecto, foto, fotos, fotografias,
        datos, otros, otras, oim, archivos, estadisticas, internet, varios, seguimiento, informacion, gobierno,
        socio, socios, medios, sitio, web, programa, oficiales, encuesta, encuestas, entrevistas, entrevista,
        registros, visita, visitas, campo""",
}


def _lexicon(words):
    return Lexicon(**{field.name: _words(words[field.name]) for field in fields(Lexicon)})


LEXICONS = {"en": _lexicon(ENGLISH), "fr": _lexicon(FRENCH), "es": _lexicon(SPANISH)}
