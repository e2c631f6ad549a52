"""One little scene in many languages, written for these tests; and English that looks like none."""

from __future__ import annotations

SCENES = {
    "fr": (
        "La vieille femme ouvrit la porte sans rien dire. Il pleuvait depuis trois jours, et le chemin du "
        "moulin n'était plus qu'un ruisseau. « Vous êtes en retard », dit-elle enfin. Pierre posa son sac "
        "près du feu et regarda les flammes. Il ne savait pas comment lui annoncer la nouvelle. Dans la "
        "cuisine, une horloge battait trop fort."
    ),
    "de": (
        "Die alte Frau öffnete die Tür, ohne ein Wort zu sagen. Es regnete seit drei Tagen, und der Weg zur "
        "Mühle war nur noch ein Bach. „Sie kommen spät“, sagte sie endlich. Peter stellte seine Tasche neben "
        "das Feuer und sah in die Flammen. Er wusste nicht, wie er ihr die Nachricht beibringen sollte."
    ),
    "es": (
        "La anciana abrió la puerta sin decir nada. Llovía desde hacía tres días y el camino del molino no "
        "era más que un arroyo. —Llega usted tarde —dijo por fin. Pedro dejó su bolsa junto al fuego y miró "
        "las llamas. No sabía cómo darle la noticia."
    ),
    "it": (
        "La vecchia aprì la porta senza dire nulla. Pioveva da tre giorni e la strada del mulino non era più "
        "che un ruscello. «Siete in ritardo», disse alla fine. Pietro posò la borsa accanto al fuoco e guardò "
        "le fiamme. Non sapeva come darle la notizia."
    ),
    "pt": (
        "A velha abriu a porta sem dizer nada. Chovia há três dias e o caminho do moinho não era mais do que "
        "um ribeiro. — Chega tarde — disse ela por fim. Pedro pousou o saco junto ao lume e olhou para as "
        "chamas. Não sabia como lhe dar a notícia."
    ),
    "nl": (
        "De oude vrouw deed de deur open zonder iets te zeggen. Het regende al drie dagen en de weg naar de "
        "molen was niet meer dan een beek. 'U bent laat,' zei ze eindelijk. Pieter zette zijn tas bij het "
        "vuur en keek naar de vlammen. Hij wist niet hoe hij haar het nieuws moest vertellen."
    ),
    "sv": (
        "Den gamla kvinnan öppnade dörren utan att säga ett ord. Det hade regnat i tre dagar och vägen till "
        "kvarnen var inte mer än en bäck. ”Ni kommer sent”, sade hon till slut. Per ställde sin väska vid "
        "elden och såg in i lågorna. Han visste inte hur han skulle berätta nyheten."
    ),
    "da": (
        "Den gamle kone åbnede døren uden at sige et ord. Det havde regnet i tre dage, og vejen til møllen "
        "var ikke mere end en bæk. »De kommer sent,« sagde hun til sidst. Peter stillede sin taske ved ilden "
        "og så ind i flammerne. Han vidste ikke, hvordan han skulle fortælle hende nyheden."
    ),
    "fi": (
        "Vanha nainen avasi oven sanomatta sanaakaan. Oli satanut kolme päivää, ja myllyn tie oli enää pelkkä "
        "puro. ”Tulette myöhään”, hän sanoi viimein. Pekka laski laukkunsa tulen ääreen ja katsoi liekkeihin. "
        "Hän ei tiennyt, miten kertoa uutisen."
    ),
    "pl": (
        "Stara kobieta otworzyła drzwi bez słowa. Padało od trzech dni i droga do młyna była już tylko "
        "strumieniem. — Późno pan przychodzi — powiedziała wreszcie. Piotr postawił torbę przy ogniu i "
        "patrzył w płomienie. Nie wiedział, jak jej o tym powiedzieć."
    ),
    "cs": (
        "Stará žena otevřela dveře a neřekla ani slovo. Pršelo už tři dny a cesta ke mlýnu byla jen potokem. "
        "„Jdete pozdě,“ řekla nakonec. Petr položil tašku k ohni a díval se do plamenů. Nevěděl, jak jí to má "
        "říct."
    ),
    "hu": (
        "Az öregasszony szó nélkül kinyitotta az ajtót. Három napja esett az eső, és a malomhoz vezető út már "
        "csak patak volt. – Későn jön – mondta végül. Péter letette a táskáját a tűz mellé, és a lángokat "
        "nézte. Nem tudta, hogyan mondja el neki a hírt."
    ),
    "ro": (
        "Bătrâna deschise ușa fără să spună nimic. Ploua de trei zile, iar drumul spre moară nu mai era decât "
        "un pârâu. — Ați întârziat, spuse ea în cele din urmă. Petru își lăsă geanta lângă foc și privi "
        "flăcările. Nu știa cum să-i dea vestea."
    ),
    "tr": (
        "Yaşlı kadın tek söz söylemeden kapıyı açtı. Üç gündür yağmur yağıyordu ve değirmen yolu artık bir "
        "dereden başka bir şey değildi. “Geç kaldınız,” dedi sonunda. Ali çantasını ateşin yanına bıraktı ve "
        "alevlere baktı. Haberi ona nasıl vereceğini bilmiyordu."
    ),
    "vi": (
        "Bà lão mở cửa mà không nói gì. Trời đã mưa ba ngày và con đường đến cối xay chỉ còn là một dòng "
        "suối. “Anh đến muộn,” cuối cùng bà nói. Nam đặt túi xuống cạnh bếp lửa và nhìn ngọn lửa. Anh không "
        "biết phải báo tin cho bà thế nào."
    ),
    "id": (
        "Perempuan tua itu membuka pintu tanpa berkata apa-apa. Hujan sudah turun tiga hari dan jalan ke "
        "kincir hanya tinggal sungai kecil. “Kamu terlambat,” katanya akhirnya. Budi meletakkan tasnya di "
        "dekat api dan memandang nyala api. Ia tidak tahu bagaimana menyampaikan kabar itu."
    ),
    "la": (
        "Anus ianuam aperuit neque quicquam dixit. Tres iam dies pluebat, et via ad molam nihil nisi rivus "
        'erat. "Sero venis," inquit tandem. Petrus saccum iuxta ignem posuit et flammas spectavit. Nesciebat '
        "quomodo nuntium ei daret."
    ),
    "eo": (
        "La maljunulino malfermis la pordon sen diri vorton. Pluvis de tri tagoj kaj la vojo al la muelejo "
        'estis nur rivereto. "Vi venas malfrue," ŝi fine diris. Petro metis sian sakon apud la fajron kaj '
        "rigardis la flamojn. Li ne sciis kiel diri al ŝi la novaĵon."
    ),
    "cy": (
        "Agorodd yr hen wraig y drws heb ddweud gair. Roedd hi wedi bwrw glaw ers tri diwrnod, ac nid oedd y "
        "llwybr i'r felin yn ddim mwy na nant. \"Rydych chi'n hwyr,\" meddai o'r diwedd. Rhoddodd Pedr ei fag "
        "wrth y tân ac edrychodd ar y fflamau. Ni wyddai sut i ddweud y newyddion wrthi."
    ),
    "ga": (
        "D'oscail an tseanbhean an doras gan focal a rá. Bhí sé ag cur báistí le trí lá, agus ní raibh sa "
        'bhóthar go dtí an muileann ach sruthán. "Tá tú déanach," a dúirt sí ar deireadh. Chuir Peadar a '
        "mhála síos in aice na tine agus d'fhéach sé ar na lasracha."
    ),
    "ca": (
        "La vella va obrir la porta sense dir res. Feia tres dies que plovia i el camí del molí no era més "
        "que un rierol. —Arribeu tard —va dir a la fi. En Pere va deixar la bossa vora el foc i va mirar les "
        "flames. No sabia com donar-li la notícia."
    ),
    "sw": (
        "Mwanamke mzee alifungua mlango bila kusema neno. Mvua ilikuwa imenyesha kwa siku tatu na njia ya "
        'kwenda kwenye kinu ilikuwa kijito tu. "Umechelewa," alisema mwishowe. Petro aliweka mfuko wake '
        "karibu na moto na kutazama miali."
    ),
    "tl": (
        "Binuksan ng matandang babae ang pinto nang walang sinasabi. Tatlong araw nang umuulan at ang daan "
        'patungo sa gilingan ay naging sapa na lamang. "Huli ka na," sabi niya sa wakas. Inilapag ni Pedro '
        "ang kanyang bag sa tabi ng apoy."
    ),
    "et": (
        'Vana naine avas ukse sõnagi lausumata. Kolm päeva oli sadanud ja veski tee oli vaid oja. "Te tulete '
        'hilja," ütles ta viimaks. Peeter pani oma koti tule äärde ja vaatas leeke. Ta ei teadnud, kuidas '
        "talle uudist öelda."
    ),
}
"""By ISO 639-1 code."""

OTHER_ALPHABETS = {
    "Cyrillic letters": "Старая женщина открыла дверь и ничего не сказала.",
    "Greek letters": "Η γριά άνοιξε την πόρτα χωρίς να πει τίποτα.",
    "Hebrew letters": "הזקנה פתחה את הדלת ולא אמרה דבר.",
    "Arabic letters": "فتحت العجوز الباب ولم تقل شيئا.",
    "Japanese letters": "老婆は何も言わずに戸を開けた。",
    "Chinese characters": "老妇人打开门，一句话也没说。",
    "Korean letters": "노파는 아무 말 없이 문을 열었다.",
    "Thai letters": "หญิงชราเปิดประตูโดยไม่พูดอะไร",
    "Devanagari letters": "बूढ़ी औरत ने बिना कुछ कहे दरवाज़ा खोला।",
    "Georgian letters": "მოხუცმა ქალმა კარი უხმოდ გააღო.",
    "Armenian letters": "Պառավը լուռ բացեց դուռը։",
    "Braille": "⠞⠓⠑⠀⠙⠕⠕⠗",
}

ODD_ENGLISH = {
    "northern": (
        "Ah dinna ken whit ye're on aboot, lad. Yon sheep's awa' ower the brae, an' ah'm no' gaun efter it. "
        "Hae ye seen ma bonnet? Naw, ye havenae. Weel, git oot o' ma road."
    ),
    "moor": (
        "'E ain't nivver goin' t' tell thee nowt, sithee. Ah telled 'im, ah did, 'appen tha'll listen nah. "
        "Nobbut a fooil'd gan up theer i' t' dark wi'out a lamp."
    ),
    "river": (
        "Dey wuz fo' er five uv 'em, an' dey come up de road singin'. I ain't gwine tell you no lie, chile, "
        "I wuz skeered plumb ter deff."
    ),
    "invented": (
        "Glimmerlings vorrled past the snadderwood, plinting their whuffs. Old Brackamoor gronked. "
        "The threeps were quelling, and never a dorrish among them thrained."
    ),
    "names": (
        "Anselm Quillfeather. Berta Holm. Tamsin Oarlock. Jory Penhallow. Marguerite Duval. Ludmila Okonjo. "
        "Hiroto Sana. Ingrid Vasa. Wolfgang Tieck."
    ),
    "poem": (
        "Rain, rain, grey rain, slate sky, wet wool, gull-cry, salt-lash, rope-burn, oar-pull. Home, home, "
        "lamp-glow, hearth-smoke, bread-warm."
    ),
    "shouts": "Bang! Crash! Boom! Run! Tilda! Go! Go! Go! Hurry! Faster! Jump!",
    "goods": "Flour. Butter. Eggs. Sugar. Salt. Candles. Matches. Rope. Lamp oil.",
    "machine": "GET /status HTTP/1.1 404 error null pointer reboot kernel panic",
    "greeting": "Hello, world.",
    "tale": "Tilda ran.",
    "no": "No.",
    "song": "Tra-la-la, tra-la-la, rum-tum-tiddle-um-tum, tiddle-iddle, hey nonny no.",
    "capitals": "THE BELL RANG. NOBODY CAME TO THE DOOR OF THE MILL.",
    "sums": "3 + 4 = 7. 12. 15. 100. π r²",
}
