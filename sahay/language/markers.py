"""Words that give a language away when it is written in Latin letters.

A word of one language is listed under it: function words, which are in every kind of message, apart from the
others, which also say what the message is about. Shared words are listed under each language that has them.
Loans are English words that Hindi and Gujarati speakers use all day: they say little about the language.
Spelling variants need not be listed: Hindi and Gujarati words are compared by their phonetic key.
"""

from typing import Final


def _listed(text: str) -> frozenset[str]:
    return frozenset(text.split())


FUNCTION: Final[dict[str, frozenset[str]]] = {
    "en": _listed(
        """
        the is are am was were my your our i you it its this that these those what when where why how who which does
        did can could will would should shall may might have has had not yes to a an of for from and or but with in on
        at by be been being get got want wanted need needed any some there here us we they she them his her their if
        than just still yet very much many more only about out so as dont doesnt didnt cant cannot wont isnt arent
        wasnt havent hasnt couldnt im ive youre thats whats wheres hows let lets going go come came comes never ever
        because after before again also too all something anything someone anyone into over under every other such
        hasn u now ur must already until till while though although through else within without against across during
        since everything everybody anybody nobody none nothing myself yourself whose whom whether both each either
        neither few always often once twice rather around whenever wherever thru y gonna wanna gotta gimme theres
        heres shes hes theyre weve ill lemme maybe he off down ago away
        """
    ),
    "hi": _listed(
        """
        sunao unka unki inka inki waise aise jaise tab tabhi sab hote hue kabhi yahi wahi jayega jaye jata jati hai
        hain mera meri mere mujhe mujhko muje humko hame hume hamara hamari kab kahan kahaan kidhar kaise kaisa kaisi
        kaun kaunsa kyun kyon kyu kitna kitne kitni nhi mat abhi ka ki ko mein aur raha rahe rahi rha rhe rhi gaya
        gayi gaye hua hui karna karni karne karke karta karte karti karega karenge karunga karoge kijiye kro krna krni
        krdo kardo dijiye dena lena liya diya kiya batao bataiye bataye bata batana batado chahiye chaiye mila milega
        milegi milenge milta milti mile aaya aayega ayega aayegi aayenge hoga hogi honge hota hoti sakta sakte sakti
        tha wala wali wale yeh woh isko iska iske uska usko apna apni apne aap aapka aapki aapke aapko tum tumhara
        tumhari tujhe bhi sirf bahut bohot haan bhaiya kuch phir fir lekin magar agar kyunki lagega lagta lagte
        lagenge paas saath liye kripya kripaya mehrbani iss unse inse kisi kisko kiski jab wahan yahan idhar udhar
        kyaa hun hoon karwana karwani karao karana karani krwao chuka chuke gya gyi hamko bandhu h hn ya baad pehle ke
        pa maine mai main dono dobara doobara itna itni itne kis kisne kaunse konsa konse kaunsi zyada jyada tk tak kb
        khud jaisa waisa usse isse inhe unhe mujhse tumse tumne tumhare aapse hamse hamne humne usne isne jinke jiska
        jiski warna varna isliye kyuki taraf bar baar bina saare sabhi sabka poora pura thoda thodi thode aadha mje kr
        kru krte skte skta skti rehta rehti rahega rhega rahunga hone hona hoke hokar pe jaa jaana jana jane jayegi
        jayenge jaunga jaungi aata aati aate aana aane aayi aage aajkal aisa aisi gye hanji haanji leni lene lete leke
        lekar dete deta deti dene deni dedo lijiye lijie denge doge dunga du dungi lunga lungi loge lega lenge lelo
        karwao karwa karwaya karvao karein kara kiye kijie krke krdiya diye chuki tujhko tera teri tere nhin naa
        matlab kya le karvana krwana kyo kon kar de
        """
    ),
    "gu": _listed(
        """
        ben bhen fari atlu jova ema ama tena ena eno jyan atyare have che chhe chu chhu chho cho maro mari maru mane
        amne amaro amaru amari ame kyare kem shu shun kon kayu kayo kaik ketla ketlu ketli ketlo nathi nai mathi nu
        ane pan tame tamaru tamaro tamari tamara tamne joiye joie joiae joye thay thai thayu thayo thase thashe thavu
        thavanu thaya avse aavse avshe aavyo avyo aavyu avyu aavi aave avi malse malshe malyo malyu mali malu malti
        maltu madse madshe madyu madyo karvu karvi karvo karva karvanu karvani karavvu karavo karyu karyo kari karjo
        karso karsho kariye apo aapo aapjo aapsho apjo aapi aapvu aapva levo levi leva kidhu didhu didho sathe kaho
        kahesho janavo janavsho batavo batavjo hatu hato hoy hase hashe haju hju hamna hamnaj sudhi thodu thodi bau
        evu avu aavu em pelu pelo kashu kai mate vishe kevi kevu kevo kevirite rite kone kona joi jou jovu deva devo
        dyo padse padshe padyo padi gayu gayo kyathi tyare jyare tya ahi ahiya bolje bija biju bijo thi kyarey kidhi
        aapde tamey shakay sakay sakai shakai sako shako shakho rakho rakhjo nakho nakhjo mare tamare hoi kyay j nthi
        pachi pachhi thatu thati thato thata pela peli pehla chale chalshe gai gaya gyu gya gyo var vaar vare vala
        vali valo vado vada vadu pase jase jashe javu jato jay javay kyar etle etlu etlo vadhare vadhu occhi ochu ocha
        hji joitu joito joiti joise joishe karavi karavva karvano karvathi karya karis karish karsu karshu kaya kayi
        jovi juvo aapvo aapvano aapya aapyu aapu apya apyu apvani apvana ape apu mne tme hmna thyo thyu thya thaso
        thavi chhiye chiye ryo rhyo rahyo rahyu rehse rehshe rehvu hati hata hto hti lidha levay leto leso levana
        levano leti lai lidhu aavtu avtu avto avta avti aavto aavti aavdtu avadtu aavde avde avvanu avvana avya ave
        aavya baa evi evo emnu emni emne jevi jevo jevu jethi jema juna amara kaai koik kyarek kyarna sav saav tyathi
        tyanu pachu bije vachche upar niche pasethi padti padtu pade padya shena seno sena ta muko mukyu mukay muki
        nakhu nakhyu nakhi nakhvu nakhvanu nakhvano ne na jsk 6e 6 ma ni krvo krvu krvi
        """
    ),
}

# "paisa" is in both Indian languages, and so is no sign of either; but it is no English.
CONTENT: Final[dict[str, frozenset[str]]] = {
    "en": _listed(
        """
        make tell give show know see take send sent say said like think talk speak speaking really keep long old even
        another own lost find found ask asked waiting received arrive arrived looking look assistance says put
        question two trying try wish today bought write work working works instead way goods shows showing shown
        getting gets changed changing changes thing things different difference correct coming charged yesterday
        tomorrow tonight hereby mother father daughter son wife husband friend neighbour longer items hours hour
        minutes seconds times year years month months weeks weekend checking refunded read reading pick picked opening
        opened opens guys guy kind three four five six seven eight nine ten second third last stuck start starting
        started making leave leaving placed placing fix fixed enter entered used using swap swapped stuff reach
        reached end ended collect article accepted told sure registering receive receiving products paying pays near
        nearby missing mine mind keeps customers become answer answers understand turn trouble troubles stupid sell
        sold returning returned promised procedure having explain exist exists dear damn choose choice choices chose
        books bad asking apply able useless tried rejected raise quick quickly obtain obtaining minimum meaning meant
        means married goes gone gives given finding bring brought anymore anywhere somewhere everywhere somebody
        accounts view happy happened happening happens fast slow exactly enough emails editing deliveries debited
        conditions addresses adding added forget forgot follow fill far deposit deleted deleting deals dead complaints
        called calling calls buying blocked alter wall visit visiting updating updated transit traffic thrice taking
        takes taken stars solve solved rid rest require required requires reads questions provide provided program
        pressed present play playing parents paper noise modifying modified lose locked life lid learn kitchen kids
        kid itself issues helpful greetings great grandson french finish finished expected expecting expect ending
        empty elsewhere dinner department demand credited creating created costs compensation closing client chatting
        broke brand bloody bigger big asap afternoon additional abroad writing worst world word winter village vendor
        vanished types typed twenty true trust translate torn took throws thieves terrible tells teach table switching
        sweets substitute submitting submit submitted stick sing signed signing shopping shopped shoe services seems
        seem saying saw satisfied room rice requesting requested representative reporting report repayment renewed
        removed removing remind remember reimbursed rectify recovering rebate purchased purchase processed problems
        postal photos penalties past outside ordering ones needful move moved moving moon mom dad memory meeting makes
        lower loose looks locate linked less lawyer kept joining issued inside inform informed incorrect honestly
        hangs handle handed guide goodbye giving general further festival fed fault existing exercise exam enquire
        electricity drops dropped dress doubt delayed delaying deduction deducted daily cousin course counter
        corporate copies conversation continue consent cheap cheaper cheapest chance chairs centre cancels cancelling
        canceling bottle booked billed behind behalf assist assistant arrange arranged approved approve appreciate
        amend allow airport ahead accident accidentally accepts acceptable abort halt assisting recieved recieve
        acount delivry wat dat dis coz cuz becoz wen wer abt rude hate awful horrible pathetic ridiculous worthless
        liar prefer approx estimated withdrawal restitution modification updation defect poor better best nice perfect
        lovely rotten stale sender ships arrival arriving guitar german spanish aliens suspended senior citizens
        impossible duration man tata teen pen nah key hmm ban yen
        """
    ),
    "hi": _listed(
        """
        likho likh lag madad bakwas bhagwan suna gana shaam subah khana bukhar daam kahani chutti likha mangwana
        mangwaye chahta chahti lagao rakho jodo jaldi wapas wapis paise accha acha theek baat insaan aadmi shukriya
        alvida rehne rahne samajh samjha samjhe bol boliye bolna galat sahi dusra doosra purana naya nayi chota bada
        toota tuta bhej bhejo bheja bhejna pahuncha pahucha pohcha mangwaya mangaya manga rupaye wapsi lautana lauta
        badalna badal dikhao suno bulao chup kaam dhanyawad paisa kal ghar dhanyavad namaste namaskar din raat khulta
        khulti band pata padega padegi padta padti jagah dikha dikhega dikhenge dikh dikhta baje chalta chalti chalega
        chalegi chal galti nikla nikli nikle nikalna nikalne nikal daal dalna dalne dalu kat kata katega katenge kaat
        dard bana bani bane banta banti banna banaya banana banate banda tarika tareeka shikayat rok roko rokna rakhna
        rakh rakha rakhunga maang maangi log logo laga lagi lagana lagaya lagaye lagwana janna jaanna janni jankari
        jaankari ghante ghanta gaon dusri dusre doosri doosre dekhna dekh dekha dekho dekhne dekhni dekhte bhool bhul
        asli nakli sach shaadi shadi sasta saste purani purane pasand padosi khul khulega khula kholna kholne khola
        khol khate khata kharid kharida kharidna kharidi hafte hafta mahine mahina ghatiya gayab cheez chiz biwi
        bharna bharne bhare bhara bhar badalni badalwana badla badlo badlu raste rasta puchna puchne puche poochna
        pagal neend milte likhwana likhu likhna likhi kharcha joda jodna hatao hatana hatani hatwana hatwa hata dimag
        dikkat tension bolu bola boli bolte bijli bhejte bhejiye bhejne bhejiyega bhijwa bhijwao bhijwana behen atka
        atki acchi achchi achi zarurat jarurat zara utha uthata uthaya uplabdh thanku suniye sunte sudhar sthiti
        sheher shehar shayari seeti samapt sahayata sahab saaf raseed rasid pareshan panjikaran naukri mehnga mehengi
        mausam mahoday chhota kaanch kamzor gussa gum gali dost dhoka dhokha der dawai darj dabbe chawal chand chanda
        bura buri bitiya bhugtan bhala beti beta bete bande baaki baatein aadhi rupay dhundna dhundh dhoond milao
        milwao jhooth jhoot chor pakka kitab kapde kapda joote jute juta namak chini doodh maal samaan saman lautaungi
        lautaunga lautaya khareede khareeda phat phati gaali zindagi pyaar pyar jaan bula bulana sunna tarah tareh
        kagaz khatam khatm kam zimmedar gadhe gadha ullu bewakoof sharam parichay samjhao samjhana dukaan teen
        chahiyen btao likhwau bhasha yaad
        """
    ),
    "gu": _listed(
        """
        lakho lakhi madad bakvas bhagvan rehva rehvado ratri savar saanj jamvanu malsu malishu gando garmi mahina
        mahino athvadiyu athvadiya sarnamu rokda pochyo pahonchyo pochyu atkyu mangavyu magavyu kuriyar vastu gamda
        ravivare bagdi bagdyu levu lidho lidhi kharidyu moklo mokli mokalyu mokalo moklyu moklavo moklu vaat manas
        vyakti pacho pacha pachho pachhu parat aaje kale gaikale badhu badha badhi khub saras saru sachu khotu khoti
        khoto vagar chalse raheva rahevdo navu navi nava moto motu nanu nano nani tuteli tutelu tutelo bhagelu rupiya
        kholo aavjo majama paise malvu puchvu puchu khabar varsad gujarati paisa kal jaldi ghar dhanyavad namaste
        namaskar dukan bandh divas divso vagye vagya batave batavyu batavva khatu khatun fariyad fariad chaltu chalto
        chalti bole bolavo bolta varas varse vage vago vagado saheb sahebji nang khovai khovayu khovayo javab jawab
        jagya jagyae ghare gher navo lagan lagnu lagse khultu khulti khullu khulse khole kholi juno juni jode haji
        farithi baju badalvu badalvo badalva badalvi badlavi badlay badalavu taka saku sakie sakiye sadi mahiti kadho
        kadhi kadhvu kadhva jara dabavu dabavyu bhuli bhulai banavi banavyu banavvu banavta banavo bani vinanti vakhte
        vakhat umero umervu umervi umeryu sanje saanje samjavo samjo samjayu samjatu sachi sacho rit rakhvu rakhvi rad
        radd puro puri purvo nokri nikdyo nikdi nikdu nikalyo nikalyu najik mathu mafat lakhai lakhyu lakhvu lakhva
        lakhu lakhelu lakhay kharidi kharidyo kharcho kejo kapi kapya kapaya kapay kapai kapayu kapayo kalak kalako
        jarur jarurat ghadiyal gaam gam dukhe dekhatu dekhay dekhase dekhadto dejo devay chokra chokri chokkas bov
        bharva bharvu bharvanu bharyu bharya bharay bajar yaad vaparvu udadi udado thekanu thakyo thaki tapal taklif
        sudharo sudharvu sarname sarnama safed rubaru roki roko rokvu roj puchvi prakar nuksan nondhani nondhavvi
        nondhavo modu modo moje manjur mangavya mangavyo mangavi maja moklyo moklso moklavjo mokleli moklelu chhelli
        chello chhello chelli dukane dikra dikri dhoyu choli choro bhega bhegu bhalu bhale bantu banto banti atki
        atkyo athvadiye adadho akhu akhi abhipray gadlu garba gani ganu ghanu gamyu gamtu hapta jaherat janvu jamva
        jamvu joya joyu juo kharekhar khokhu kapad kaanu kaach divse divasma vadhyu vaparyu pahochyu pahochta pahoche
        pohchyu pohche pochadi pochade pochse malta malje melvi melvavu keva khodi khami tutyu tutyo tuti fatelu fatyo
        futelo bagdelu dhiraj bhav gandha gandhu kamar chod pankho chadto chadtu bhasha bolu kahevu kehvu samjh
        karavyu puch pucho aajnu kalnu rokad bhul lage khata karta baki khule badle khali nam samjavso samjavjo atvayo
        bese kapso kapse saman maal bhave vepari nakli samaan rashi batan rashifal kharu
        """
    ),
}

SHARED: Final[dict[str, frozenset[str]]] = {
    "en": _listed(
        """
        do me no hey one pan name then
        """
    ),
    "hi": _listed(
        """
        bilkul tu jawab sambhal shubh khali saal nahi se me ye wo to toh do par koi ji jee bhai didi karo kare karu
        chalo per hi ab thik han ho thi ha haa aa is us arre jo jai jay hmm hu chalu juna jara pase ghadi na ne no nam
        gai yaar aaj kharab bolo lo
        """
    ),
    "gu": _listed(
        """
        bilkul tu kar do de male shubh maf kya nahi no ha haa ho se ke to te koi ji bhai karo kare karu chalo aa su
        bahu sari aabhar jo bolo kadi jai hi thik barabar mara tak vat aavo avo chalu re lo rakhi galti dono bharat
        ghadi kyo yaar aaj hu par kharab karvana
        """
    ),
}

LOANS: Final = _listed(
    """
    order orders ordered refund refunds return returns cancel cancelled cancellation delivery deliver delivered
    payment pay paid track tracking status parcel package product item number phone mobile email mail id ok okay hi
    hello thanks thank thankyou thx bye please pls plz sorry help agent customer care support service shop store
    online website app cod cash card upi bank money time date size color exchange replace replacement warranty
    guarantee invoice bill gst address change discount offer coupon code price damage damaged broken late delay
    courier call message chat bot robot human person people machine sir madam mam good morning night evening gift wrap
    pack packing box international shipping free charge charges policy day days week problem issue complaint wrong
    team manager executive staff option process detail details information info update confirm pending tv match
    cricket movie song joke ticket train flight recipe news stop open close closed timing timings link login password
    account wallet emi debit credit net banking transfer express same new full half double extra defective repair
    original fake quality colour small large medium fit stock available location branch nearest accept add allowed
    book buy company complain copy correction cost create delete early edit expired fee fees first join language
    minute modify msg next penalty photo possible real recover register registered reimbursement remove request reset
    set ship shipped shoes sign switch termination up use user wait english hindi ac acc access act ad addres adress
    apple appointment area bag balance bangalore basket battery bed bedsheet billing bills birthday block bluedart
    booking boss bulk bus business busy button canada cancelation cart channel charger chart check checkout cheque
    chocolate city claim click colleague comment complete computer confirmation connect consumer contact contract
    cooker cotton count court cover cream data deactivate dealer default delhi digit dispatch diwali dollar dollars
    door download driver drop dubai due duplicate engine entry error eta excel experience extended fail failed family
    feedback film firm flat floor form franchise fresh game gate generate glass gmail goa godown gold google gpay
    green grievance gstin gujarat gujarati hand hdfc headphone helpline highway hostel hotel house inch india indian
    insurance interview invalid invoices jaipur java jeans job june kg keyboard kurta label landline landmark laptop
    licence light list live loading loan london loyalty lunch map market marketing material mattress member membership
    menu method mixer model monday mumbai nepal newsletter normal note notice office officer operator options otp
    outlet packed packet page pair part pass passport paytm pdf percent perfume period personal petrol phonepe pickup
    picture piece pieces pin pincode place plan platinum pnr point points post premium preorder prepaid pressure print
    printed pro profile profiles progress promo quantity rate rating receipt record red ref refundable registration
    remote renew reply reverse review reward ring rule rules safe sale saree sari save saved scan school score screen
    seller setting settings shade shampoo share shift shipment shirt showroom side signup silk site skin sms sofa
    speed stage standard star state statement station stickers student subscribe subscription success suggestion
    sunday supervisor surat survey system tax terms toll transaction type unpaid unsubscribe updates upgrade upload
    username valid verification verify version video visa voucher warehouse watch weekly weight whatsapp white
    wholesale wifi window ahmedabad baroda vadodara rajkot pune chennai kolkata hyderabad nagpur lucknow kerala limit
    pwd amount final current tracker links tickets blue black pink sizes bro brother uncle aunty bhabhi kindly cards
    swipe codes coupons offers sales rs rupees back
    """
)
