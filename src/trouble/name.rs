//! What goes wrong before a request arrives: certificate and DNS.

use super::{Answer, Cause, Symptom, always, no_fix};
use crate::model::{Design, Dns};

pub(super) const CERTIFICATE: Symptom = Symptom {
    key: "certificate",
    name: (
        "The browser warns of the certificate",
        "ブラウザが証明書を警告する",
    ),
    question: (
        "For which name is the certificate that is shown?",
        "表示された証明書はどの名前のものですか？",
    ),
    rules: &[
        "certificate-region-mismatch",
        "certificate-arn-malformed",
        "certificate-name-too-long",
        "record-target-malformed",
        "domain-name-malformed",
        "private-domain-unfit",
    ],
    answers: &[
        Answer {
            key: "aws",
            text: (
                "*.execute-api.….amazonaws.com, or *.cloudfront.net",
                "*.execute-api.….amazonaws.com、または *.cloudfront.net",
            ),
            causes: &[
                Cause {
                    fits: always,
                    name: (
                        "the record leads to the API’s own host in place of the custom domain’s target",
                        "レコードがカスタムドメインのターゲットではなく API 自身のホストを指しています",
                    ),
                    source: "https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-custom-domains.html",
                    help: (
                        "let it lead to the target that begins with `d-`, or that ends in `cloudfront.net` for an edge domain",
                        "`d-` で始まるターゲット(エッジ最適化では `cloudfront.net` で終わる名前)を指すようにしてください",
                    ),
                    at: "/domain/dns",
                    fix: no_fix,
                    proof: |n| {
                        format!("{}\n{}", n.dig(), n.of_domain("get-domain-name --query '[regionalDomainName,distributionDomainName]'", "get-domain-name --query 'DomainNameConfigurations[0].ApiGatewayDomainName'"))
                    },
                },
                Cause {
                    fits: |d| d.domain.is_none(),
                    name: (
                        "the design has no custom domain, so the gateway has no certificate for another name",
                        "設計にカスタムドメインがないため、ほかの名前の証明書がありません",
                    ),
                    source: "https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-custom-domains.html",
                    help: (
                        "add the domain with its certificate",
                        "ドメインと証明書を追加してください",
                    ),
                    at: "/domain",
                    fix: no_fix,
                    proof: |n| n.certificate(),
                },
            ],
        },
        Answer {
            key: "other",
            text: (
                "Another name of mine, or a wildcard that does not fit",
                "自分の別の名前、または合わないワイルドカード",
            ),
            causes: &[Cause {
                fits: always,
                name: (
                    "the certificate does not cover the name: `*.example.com` stands for one label, not for `a.b.example.com` and not for `example.com`",
                    "証明書がこの名前を含みません(`*.example.com` は1階層だけで、`a.b.example.com` や `example.com` は含みません)",
                ),
                source: "https://docs.aws.amazon.com/acm/latest/userguide/acm-certificate-characteristics.html",
                help: (
                    "request one that has the name, in the region of the domain, `us-east-1` for an edge domain",
                    "この名前を含む証明書を、ドメインのリージョン(エッジ最適化では `us-east-1`)で申請してください",
                ),
                at: "/domain/certificate_arn",
                fix: no_fix,
                proof: |n| n.certificate(),
            }],
        },
        Answer {
            key: "old",
            text: ("The right one, but it has expired", "正しいが期限切れ"),
            causes: &[Cause {
                fits: always,
                name: (
                    "ACM could not renew it: the record that proves the domain is gone, or it was imported",
                    "ACM が更新できませんでした(検証用レコードが削除されたか、インポートした証明書です)",
                ),
                source: "https://docs.aws.amazon.com/acm/latest/userguide/troubleshooting-renewal.html",
                help: (
                    "put the CNAME record of its validation back, or import a new one under the same ARN",
                    "検証用の CNAME レコードを戻すか、同じ ARN で新しい証明書をインポートしてください",
                ),
                at: "/domain/certificate_arn",
                fix: no_fix,
                proof: |n| {
                    n.aws("acm list-certificates --query 'CertificateSummaryList[].[DomainName,Status,NotAfter,InUse]' --output text")
                },
            }],
        },
        Answer {
            key: "pending",
            text: (
                "None: the domain cannot be made, or stays pending",
                "なし(ドメインを作成できない、または検証待ちのまま)",
            ),
            causes: &[Cause {
                fits: always,
                name: (
                    "the certificate waits for its validation: the CNAME record is not in the public zone of the name",
                    "証明書が検証待ちです(検証用 CNAME レコードが公開ゾーンにありません)",
                ),
                source: "https://docs.aws.amazon.com/acm/latest/userguide/troubleshooting-DNS-validation.html",
                help: (
                    "`cli/deploy.sh` sets the record in Route 53; elsewhere enter it by hand; it takes minutes once it stands there",
                    "Route 53では `cli/deploy.sh` が設定します。それ以外の DNS では手動で登録してください。設定後は数分で完了します",
                ),
                at: "/domain/certificate",
                fix: no_fix,
                proof: |n| {
                    n.aws("acm list-certificates --certificate-statuses PENDING_VALIDATION --query 'CertificateSummaryList[].[DomainName,CertificateArn]' --output text")
                },
            }],
        },
    ],
};

pub(super) const DNS: Symptom = Symptom {
    key: "dns",
    name: ("The name is not found (DNS)", "名前が見つからない(DNS)"),
    question: (
        "What does `dig` say of the name?",
        "`dig` はその名前について何と答えますか？",
    ),
    rules: &[
        "hosted-zone-id-malformed",
        "zone-name-foreign",
        "record-cname-at-apex",
        "default-url-off-without-domain",
        "domain-without-mapping",
    ],
    answers: &[
        Answer {
            key: "nothing",
            text: ("NXDOMAIN, or no answer", "NXDOMAIN、または応答なし"),
            causes: &[
                Cause {
                    fits: |d| d.domain.is_some(),
                    name: (
                        "the record is not there yet, or stands in a zone that nobody asks",
                        "レコードがまだないか、参照されていないゾーンにあります",
                    ),
                    source: "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/troubleshooting-new-dns-settings-not-in-effect.html",
                    help: (
                        "compare the name servers of the zone with those that the registrar names; a second zone of the same name is the usual trap",
                        "ゾーンのネームサーバーをレジストラの設定と比べてください。同名のゾーンが2つあることが多くあります",
                    ),
                    at: "/domain/dns",
                    fix: no_fix,
                    proof: |n| n.dig(),
                },
                Cause {
                    fits: |d| {
                        d.domain
                            .as_ref()
                            .is_some_and(|domain| matches!(domain.dns, Dns::Elsewhere(_)))
                    },
                    name: (
                        "the DNS service elsewhere has no CNAME or ALIAS to the domain’s target",
                        "外部の DNS サービスに、ドメインのターゲットへの CNAME か ALIAS がありません",
                    ),
                    source: "https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-custom-domains.html",
                    help: (
                        "enter the record of `dns/`; at the apex of a zone it must be ALIAS or ANAME",
                        "`dns/` のレコードを登録してください。ゾーンの頂点では ALIAS か ANAME にします",
                    ),
                    at: "/domain/dns",
                    fix: no_fix,
                    proof: |n| n.dig(),
                },
                Cause {
                    fits: |d| d.rest().is_some_and(crate::model::RestApi::is_private),
                    name: (
                        "the name of a private API is known inside its VPC only",
                        "プライベート API の名前は VPC 内でしか解決できません",
                    ),
                    source: "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-private-api-test-invoke-url.html",
                    help: (
                        "ask inside the VPC, with private DNS of the endpoint or with the endpoint’s own name",
                        "VPC 内から、エンドポイントのプライベート DNS かエンドポイント自身の名前で呼び出してください",
                    ),
                    at: "/api/rest/vpc_endpoint_ids",
                    fix: no_fix,
                    proof: |n| {
                        n.aws("ec2 describe-vpc-endpoints --query 'VpcEndpoints[].[VpcEndpointId,PrivateDnsEnabled,DnsEntries[0].DnsName]' --output text")
                    },
                },
                Cause {
                    fits: no_domain,
                    name: (
                        "the API id or the region in the address is wrong, or the API was made anew",
                        "アドレスの API ID かリージョンが誤っているか、API が作り直されています",
                    ),
                    source: "https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-call-api.html",
                    help: (
                        "an API that is made anew has another id: that is what a custom domain is for",
                        "作り直すと ID が変わります。固定のアドレスにはカスタムドメインを使ってください",
                    ),
                    at: "/domain",
                    fix: no_fix,
                    proof: |n| n.of_api("get-rest-api", "get-api"),
                },
            ],
        },
        Answer {
            key: "old",
            text: (
                "Another or an old address",
                "別のアドレス、または古いアドレス",
            ),
            causes: &[Cause {
                fits: always,
                name: (
                    "an old record is still kept by resolvers, or another record of the name wins",
                    "古いレコードがリゾルバーに残っているか、同じ名前の別のレコードが優先されています",
                ),
                source: "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/troubleshooting-new-dns-settings-not-in-effect.html",
                help: (
                    "wait for the TTL of the old record; ask the zone’s own name server meanwhile",
                    "古いレコードの TTL が過ぎるのを待ち、その間はゾーンのネームサーバーに直接問い合わせてください",
                ),
                at: "/domain/dns",
                fix: no_fix,
                proof: |n| n.dig(),
            }],
        },
        Answer {
            key: "right",
            text: (
                "The right address, and still no connection",
                "正しいアドレスだが接続できない",
            ),
            causes: &[Cause {
                fits: always,
                name: (
                    "an edge domain is still being set up (up to 40 minutes), or a firewall is in the way",
                    "エッジ最適化ドメインが作成中か(最大40分)、ファイアウォールで遮断されています",
                ),
                source: "https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-edge-optimized-custom-domain-name.html",
                help: (
                    "look at the state of the domain",
                    "ドメインの状態を確認してください",
                ),
                at: "/domain",
                fix: no_fix,
                proof: |n| {
                    n.of_domain("get-domain-name --query '[domainNameStatus,domainNameStatusMessage]'", "get-domain-name --query 'DomainNameConfigurations[0].[DomainNameStatus,DomainNameStatusMessage]'")
                },
            }],
        },
    ],
};

fn no_domain(design: &Design) -> bool {
    design.domain.is_none()
}
