"""Words and parameters that say nothing about whose page an address is; data for `addresses`."""

DEVICE_LABELS = frozenset({"www", "www1", "www2", "www3", "m", "mobile", "touch", "amp", "wap"})

LANGUAGE_CODES = frozenset(
    [
        *(
            "ae ar at au be bg bo br by ca ch cl cn co cr cs cy cz da de dk ec ee el en eo es et eu fa fi fr ga gl gr gt he".split()
        ),
        *(
            "hi hk hr hu id ie il in is it ja jm jp ke ko kr lb lk lt lu lv ma mt mx my ng nl no nz pa pe ph pk pl pr pt py".split()
        ),
        *(
            "ro rs ru sa se sg si sk sl sn sr sv ta te tg th tl tn tr tt tw ua ug uk ur us uy vc ve vi vn za zh zw".split()
        ),
    ]
)
"""Languages and countries as hosts are named after them; a label is read as one only where that is the custom."""

LANGUAGE_HOSTS = frozenset({"linkedin.com", "xing.com", "facebook.com", "crunchbase.com", "viadeo.com", "indeed.com"})
"""Hosts whose first label is a language of the same page."""

HOST_ALIASES = {"twitter.com": "x.com", "fb.com": "facebook.com", "old.reddit.com": "reddit.com"}

MEMBER_PATHS = frozenset({"in"})
"""First segment of a member's page; the second names the member, everything after it is a view of the same page."""

ORGANIZATION_PATHS = frozenset({"company", "school", "showcase"})

ORGANIZATION_TABS = frozenset(
    "about people posts jobs life home insights videos events products services alumni mycompany admin all affiliated "
    "ads overview highlights".split()
)

SECTION_WORDS = frozenset(
    "experience education skills languages certifications licenses volunteering volunteering-experiences publications "
    "patents projects honors awards courses groups organizations interests recommendations recent-activity featured "
    "contact-info about posts".split()
)
"""Names of sub-pages that show one section of a profile."""

DIRECTORY_PAGES = frozenset(
    "index.html index.htm index.php index.asp index.aspx index.jsp default.html default.htm default.asp default.aspx "
    "home.html".split()
)

NOISE_PREFIXES = ("utm_", "pk_", "mtm_", "hsa_", "_hs", "vero_", "oly_", "matomo_", "ga_", "at_", "__")

NOISE_PARAMETERS = frozenset(
    # Campaigns and clicks.
    "fbclid gclid gclsrc dclid wbraid gbraid msclkid twclid ttclid li_fat_id yclid igshid igsh mc_cid mc_eid mkt_tok "
    "s_cid cmpid campaign campaignid ref ref_src ref_url referer referrer source src spm scm wt_mc zanpid epik si feature "
    # Members' pages: how the visitor came there.
    "trk trkinfo trackingid lipi licu lici miniprofileurn originalsubdomain original_referer refid upsellorderorigin "
    "midtoken midsig eid otptoken loid position pagenum currentjobid "
    # The visitor's language and device: another view of the same page.
    "hl lang language locale l amp output view print "
    # Sessions and secrets: never stored.
    "phpsessid jsessionid sessionid session_id session sid asp.net_sessionid cfid cftoken token access_token id_token "
    "auth authtoken auth_token api_key apikey key signature sig code state otp password pwd email nonce csrf csrf_token "
    # Caches.
    "cachebuster cb nocache timestamp ts rnd rand _ t".split()
)
"""Query parameters, in lower case, that never tell one person's page from another's."""
