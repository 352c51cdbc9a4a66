"""Words and parameters that say nothing about whose page an address is; data for `addresses`."""

DEVICE_LABELS = frozenset({"www", "www1", "www2", "www3", "m", "mobile", "touch", "amp", "wap"})


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


LANGUAGE_CODES = _words(
    "ae ar at au be bg bo br by ca ch cl cn co cr cs cy cz da de dk ec ee el en eo es et eu fa fi fr ga gl gr gt he "
    "hi hk hr hu id ie il in is it ja jm jp ke ko kr lb lk lt lu lv ma mt mx my ng nl no nz pa pe ph pk pl pr pt py "
    "ro rs ru sa se sg si sk sl sn sr sv ta te tg th tl tn tr tt tw ua ug uk ur us uy vc ve vi vn za zh zw"
)
"""Languages and countries as hosts are named after them; a label is read as one only where that is the custom."""

LANGUAGE_HOSTS = _words("linkedin.com xing.com facebook.com crunchbase.com viadeo.com indeed.com")
"""Hosts whose first label is a language of the same page."""

HOST_ALIASES = {"twitter.com": "x.com", "fb.com": "facebook.com", "old.reddit.com": "reddit.com"}

SECTION_WORDS = _words(
    "experience education skills languages certifications licenses volunteering volunteering-experiences publications "
    "patents projects honors awards courses groups organizations interests recommendations recent-activity featured "
    "contact-info about posts"
)
"""Names of sub-pages that show one section of a profile."""

_MEMBER_TABS = _words("details detail overlay recent-activity edit opportunities posts about contact-info")
_ORGANIZATION_TABS = _words(
    "about people posts jobs life home insights videos events products services alumni mycompany admin all affiliated "
    "ads overview highlights"
)

ORGANIZATION_PATHS = _words("company school showcase")

MEMBER_PATHS = {"in": _MEMBER_TABS} | dict.fromkeys(ORGANIZATION_PATHS, _ORGANIZATION_TABS)
"""First segment of a member's or company's page, with the tabs and sub-pages that are views of the same page."""

DIRECTORY_PAGES = _words(
    "index.html index.htm index.php index.asp index.aspx index.jsp default.html default.htm default.asp default.aspx "
    "home.html"
)

NOISE_PREFIXES = ("utm_", "pk_", "mtm_", "hsa_", "_hs", "vero_", "oly_", "matomo_", "ga_", "__")

NOISE_PARAMETERS = _words(
    # Campaigns and clicks.
    "fbclid gclid gclsrc dclid wbraid gbraid msclkid twclid ttclid li_fat_id yclid igshid igsh mc_cid mc_eid mkt_tok "
    "s_cid cmpid campaign campaignid ref ref_src ref_url referer referrer source src spm scm wt_mc zanpid epik si "
    # Members' pages: how the visitor came there.
    "trk trkinfo trackingid lipi licu lici miniprofileurn originalsubdomain original_referer refid upsellorderorigin "
    "midtoken midsig otptoken currentjobid "
    # The visitor's language and device: another view of the same page.
    "hl lang language locale amp print "
    # Caches.
    "cachebuster cb nocache timestamp rnd rand _"
)
"""Query parameters, in lower case, that never tell one person's page from another's."""

SECRET_PARAMETERS = _words(
    "phpsessid jsessionid sessionid session_id session sid asp.net_sessionid cfid cftoken token access_token id_token "
    "refresh_token auth authtoken auth_token api_key apikey signature sig otp password passwd pwd email nonce csrf "
    "csrf_token"
)
"""Query parameters, in lower case, that may open something for somebody: never stored."""

SHARED_HOSTS = _words(
    "linkedin.com xing.com facebook.com x.com instagram.com crunchbase.com github.com gitlab.com wikipedia.org "
    "youtube.com medium.com substack.com indeed.com glassdoor.com ycombinator.com notion.site google.com bsky.app "
    "linktr.ee wixsite.com wordpress.com github.io orcid.org angel.co wellfound.com stepstone.de kununu.com"
)
"""Hosts whose first page is nobody's in particular."""

COMPANY_PAGES = _words(
    "about about-us aboutus company our-company who-we-are our-story mission team our-team the-team people staff "
    "leadership management board contact contact-us careers jobs join-us press news impressum imprint ueber-uns "
    "uber-uns unternehmen das-team kontakt karriere a-propos qui-sommes-nous equipe notre-equipe contactez-nous "
    "sobre-nosotros nosotros quienes-somos equipo contacto chi-siamo il-team contatti azienda sobre quem-somos "
    "over-ons ons-team home index en de fr es it nl pt"
)
"""Pages that every company's own site has; on them the site stands for the company."""
