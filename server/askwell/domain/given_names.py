"""Given names and the short or foreign forms that people use for them, in English, German, Spanish and some beyond.

A line is a full name and its forms; a form may stand in several lines ("alex"). Two names agree when they share a line.
Written by hand; forms that are names of their own for most people ("jack" beside "john" is kept, "hans" beside "john"
is not) were left out.
"""

_LINES = """
aaron: aron
abigail: abby abbie gail
adelheid: heidi
alan: allen
albrecht: al
agnieszka: aga
albert: al bert bertie alberto
alejandro: ale alex jandro
alejandra: ale alex
alexander: alex al lex sasha sascha xander aleksandr aleksander oleksandr alexandre alexandros alec alek
alexandra: alex lexi sandra sasha sascha ola aleksandra
alfred: fred freddy alf
alfonso: poncho fonso
amanda: mandy
andreas: andi andy andré
ann: anne anna
anne: anna annie
andrew: andy drew andrei andrey andrzej
anastasia: nastya stacy ana
angela: angie geli
angelika: geli angie
annemarie: anne annie
anthony: tony ant anton
antonio: toni toño tony
arthur: art artie arturo
augustin: gus
barbara: babs barb babsi bärbel basia
bartholomew: bart
bartosz: bartek
beatrix: trixi bea
beatriz: bea
benedikt: ben bene
benjamin: ben benny benji benja
bernhard: bernd bernie hardy
bernard: bernie
bettina: betty tina
brigitte: gitte gitta biggi
carlos: charly carlitos
carolin: caro lina
carolina: caro
caroline: caro carrie carol
catherine: cathy cate kate katie cat kathy kit
charles: charlie chuck chas charley
charlotte: charlie lotte lottie
christian: chris christoph
christina: chris tina christy chrissy
christine: chris tina chrissie christel
christopher: chris kit topher christoph
clemens: clem
consuelo: chelo
concepcion: concha conchita
cornelia: conny nelly
cristina: cris tina
daniel: dan danny dani danilo daniil
daniela: dani
david: dave davey
deborah: deb debbie debra
dieter: didi
dietmar: didi
dolores: lola
dominik: nik dom
dominic: dom nick
donald: don donnie
dorothea: dorle thea doro dorothee
dorothy: dot dottie dolly
dmitri: dima mitya dimitri dmytro dimitrios
eduardo: edu lalo
eduard: edi
edward: ed eddie ted teddy ned
ekaterina: katya katja yekaterina kateryna
eleanor: ellie nora nell
elena: lena helena olena yelena
eliane: liane
elisabeth: elise lisa elli sissi lisbeth liesl betti
elizabeth: liz beth betsy betty lizzie eliza libby elsie lisa
emily: em emmy
enrique: quique kike
erich: eri
ernesto: neto
esperanza: espe
eugene: gene evgeny yevgeny evgeniy evgenij
eugen: geni
ezekiel: zeke
felipe: pipe
ferdinand: ferdi
fernando: nando fer
florian: flo flori
frances: fran fanny frankie
francis: frank fran
francisca: paca paqui fran
francisco: paco pancho fran curro kiko cisco
franz: franzi
franziska: franzi sissi fränzi
frederick: fred freddie rick fritz
friedrich: fritz fred friedl
gabriel: gabe gabi
gabriela: gabi gaby
gabriele: gabi
georg: schorsch jörg
george: geo georgie georgios giorgos
gerald: gerry jerry
gerhard: gerd hardy
gertrud: trude traudl
giuseppe: beppe peppe pino
giovanni: gianni nanni
gonzalo: gonza
graciela: chela
gregory: greg gregor grigory grigoriy
gregor: greg
guadalupe: lupe lupita
guillermo: guille memo
günther: günni
hannelore: hanne lore
harald: harry
harold: harry hal
heinrich: heini heinz heiner hein
helene: leni lena helen
helmut: helmi
henry: harry hank hal
hermann: manni
hortensia: tencha
hussein: hussain husayn hossein
ignacio: nacho
ignatius: iggy
igor: ihor
ingeborg: inge inga
irina: ira iryna
isabel: isa chabela belén
isabella: bella izzy isa
isidore: izzy
jacob: jake jakob
jacqueline: jackie
jaime: jimmy
jakob: jake köbi jack
james: jim jimmy jamie jem
janet: jan
jeffrey: jeff geoff geoffrey
jennifer: jen jenny jenn
jeremiah: jerry
jerome: jerry
jessica: jess jessie
jesus: chuy suso
joachim: jochen achim jo
joaquin: quino
johann: hans hannes
johanna: hanna hanni jo
johannes: hans hannes johann jo
john: jack johnny jon
jonathan: jon jonny johnny jonathon
jorge: coque
jose: pepe pepito chepe
josef: sepp joschi beppo
joseph: joe joey jo yusuf josip
josefina: pepa fina josefa
joshua: josh
juan: juanito juancho
judith: judy jude
julian: jules
julia: julie yuliya
juliane: jule
jürgen: jogi
kai: kay
karen: kaz
karl: kalle charly
katarzyna: kasia
katharina: kathi käthe kati katrin rina trina
katherine: kate katie kathy kat kathryn kit katharine kathrin kathleen
kristin: kristen kirsten kirstin
lindsay: lindsey lynsey
megan: meghan meagan
kenneth: ken kenny
kimberly: kim kimmy
klaus: claus niklaus
konrad: conny kurt konni
konstantin: kosta kostya
krzysztof: krzysiek chris
kristina: kris tina
lawrence: larry laurie lars
leonard: leo len lenny
leonardo: leo nardo
leonhard: leo hardl
leopold: leo poldi
lourdes: lulu
lucia: lucy
ludwig: lutz wiggerl
luis: lucho
lukas: luke luki
maciej: maciek
madeleine: maddie
magdalena: lena magda leni
malgorzata: gosia
manfred: manni fred
manuel: manolo manu lolo
manuela: manu
marcus: marc mark
margaret: maggie meg peggy marge margie greta rita daisy
margarete: gretel grete greta gretchen rita
maria: mia marie
maria jose: majo
mariana: nana
markus: marc mark
martin: marty tino
martina: tina
matilda: tilly mattie
mateusz: matt
matthew: matt matty
matthias: matze hias mattes
matilde: mati
maximilian: max maxi maximiliano
melanie: mel melli
mercedes: merche meche
michael: mike mick mickey micha michi michel mikhail mykhailo mischa misha michal
michaela: michi ela
michail: misha mischa mikhail
miguel: miki
mikhail: misha mischa michael
mohammed: mohamed muhammad mohammad mohamad muhammed mehmet mo
montserrat: montse
moritz: mo
natalia: natasha nati nata natalie talia nataliya
nathaniel: nate nat nathan
nathan: nate nat
nicholas: nick nicky nico nikolas nikolaos
nicolas: nico
nikolai: kolya nikolay mykola
nikolaus: klaus nik niko niklas
norbert: bert
octavio: tavo
oleg: oleh
olga: olha
oliver: oli olli ollie
olivia: liv livvy
otto: ottl
pamela: pam
patricia: pat patty trish tricia pati
patrick: pat paddy
paul: pavel pavlo paulie
pedro: perico
peter: pete petr pyotr piotr petro petros
philip: phil pip philipp
philipp: phil lipp
phillip: phil
pilar: pili
rachel: rae rachael
rafael: rafa
ramon: moncho
raymond: ray
rebecca: becky becca bex
regina: gina
reinhard: hardy reini
reinhold: holdi
ricardo: richi rica
richard: rick ricky dick rich richie
robert: bob bobby rob robbie bert robin
roberto: beto rober
rodrigo: rodri
roland: roli rolly
ronald: ron ronnie
rosario: charo
rosemarie: rosi romy
rudolf: rudi rolf
rupert: bertl
russell: russ
ruprecht: bertl
salvador: chava salva
samantha: sam sammy
samuel: sam sammy
santiago: santi chago yago
sarah: sadie sally sara
sean: shaun shawn
sebastian: basti seb sebi bastian bas
sergio: checo
sergei: serge serhiy serhii sergiy
siegfried: sigi
sigrid: siri
silvia: silvi
sofia: sophia sophie sofie
soledad: sole
solomon: sol
sophia: sophie sofia
stanislaw: staszek stan
stefan: steffen steff stephan
stefanie: steffi stephanie
stephanie: steph steffi
stephen: steve stevie
steven: steve stevie stephen
suleiman: sulaiman suleyman
susan: sue susie suzy
susanne: susi sanne
svetlana: sveta svitlana
tatiana: tanya tatjana tanja
teresa: tere terry tess
thaddeus: ted
theodor: theo
theodore: ted teddy theo
theresa: terry tess resi
theresia: resi
therese: resi
thomas: tom tommy thom tomas
tiffany: tiff
timothy: tim timmy
tobias: tobi toby
tomasz: tomek
ulrich: uli ulli
ulrike: uli rike
ursula: uschi ulla
valentin: valli
valentina: vale tina
veronika: vroni vera
veronica: vero ronnie
vicente: chente
victoria: vicky tori vic
viktoria: vicky vicki
vincent: vince vinny vinnie
vladimir: volodymyr vova volodya
volodymyr: vova volodya
waldemar: waldi
walter: walt wally walti
werner: wern
wilhelm: willi willy wim helmut
wilhelmine: minna mina
william: bill billy will willie liam wil wm
wojciech: wojtek
wolfgang: wolf wolfi
xaver: xaverl veri
yousef: yusuf youssef yosef joseph yousuf
yuri: yury yurii yuriy juri jurij
zachary: zach zack
"""


def forms_by_name() -> dict[str, list[str]]:
    """Give every form of every line: full name to its forms, the full name among them."""
    found: dict[str, list[str]] = {}
    for line in _LINES.strip().splitlines():
        full, _, forms = line.partition(":")
        found[full] = [full, *forms.split()]
    return found
