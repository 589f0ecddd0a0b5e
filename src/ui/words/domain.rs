//! The section Domain.

use gateway_studio::words;

words! {
    domain_lead: "A name of your own instead of execute-api.", "execute-apiの代わりに使う独自の名前です。";
    domain_group: "Custom domain", "カスタムドメイン";
    domain_on: "Use a custom domain name", "カスタムドメイン名を使う";
    domain_on_help: "Off, callers use the default URL with the stage in its path.", "オフの場合、ステージ名を含むデフォルトURLを使います。";
    name_and_certificate: "Name and certificate", "名前と証明書";
    domain_name: "Domain name", "ドメイン名";
    domain_name_help: "The host that callers use.", "利用者がアクセスするホスト名です。";
    domain_endpoint_help: "Zappa's certify can only make edge domains; beside Zappa, a regional domain is made by the CLI files.", "Zappaのcertifyが作れるのはエッジのドメインだけです。Zappaと併用するリージョンのドメインはCLIのファイルで作ります。";
    domain_regional: "Straight to the region. The certificate must be in the region of the API.", "リージョンに直接届きます。証明書はAPIと同じリージョンに必要です。";
    domain_edge: "Through CloudFront. The certificate must be in us-east-1; changes take up to 40 minutes.", "CloudFrontを経由します。証明書はus-east-1に必要で、変更の反映に最長40分かかります。";
    certificate: "Certificate ARN", "証明書ARN";
    certificate_help: "From AWS Certificate Manager. It must cover the domain name.", "AWS Certificate Managerの証明書で、ドメイン名を含む必要があります。";
    open_certificate(region): "left open: the script looks it up in {region}", "空欄: スクリプトが{region}で調べます";
    mappings: "Base path mappings", "ベースパスマッピング";
    mappings_lead: "Which part of the domain leads to which stage.", "ドメインのどの部分がどのステージにつながるかを決めます。";
    add_mapping: "Add mapping", "マッピングを追加";
    base_path: "Base path", "ベースパス";
    whole_domain: "empty: the whole domain", "空欄: ドメイン全体";
    dns_group: "DNS", "DNS";
    dns: "Who serves the name", "名前を管理する場所";
    dns_help: "The record can only be made once the domain exists.", "レコードを作れるのは、ドメインが存在してからです。";
    dns_route53: "A hosted zone in this account: the files make the record.", "このアカウントのホストゾーン。レコードもファイルで作ります。";
    dns_elsewhere: "Another provider: the README says which record to make.", "ほかの事業者。作るべきレコードはREADMEに書かれます。";
    zone_name: "Zone name", "ゾーン名";
    zone_name_help: "The domain that the zone holds.", "ホストゾーンのドメインです。";
    open_zone_name: "left open: the longest that fits", "空欄: 一致する最長のゾーン";
    zone_id: "Hosted zone ID", "ホストゾーンID";
    zone_id_help: "Needed only when several zones share a name.", "同名のゾーンが複数あるときだけ必要です。";
    open_zone_id: "left open: the script looks it up", "空欄: スクリプトが調べます";
    record: "Record", "レコード";
    record_alias: "Free, and legal at the top of a zone.", "無料で、ゾーンの頂点でも使えます。";
    record_cname: "For other resolvers; never at the top of a zone.", "ほかのリゾルバー向け。ゾーンの頂点では使えません。";
    ttl: "Time to live", "TTL";
    ttl_help: "How long resolvers remember the record.", "リゾルバーがレコードを覚えておく時間です。";
    target: "Target", "ターゲット";
    target_help: "What the domain resolves to. AWS tells it when the domain is made.", "ドメインの解決先です。ドメインを作成するとAWSが決めます。";
    open_target: "left open: the script looks it up", "空欄: スクリプトが調べます";
}
