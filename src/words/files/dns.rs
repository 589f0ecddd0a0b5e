//! DNS elsewhere.

crate::words! {
    zone_purpose:
        "The record for a DNS provider that takes zone files (BIND); dns/README.md says the same for web forms.",
        "ゾーンファイル(BIND 形式)を取り込める DNS プロバイダー用のレコードです。Web 画面での入力は dns/README.md を参照してください。";
    zone_target:
        "Put the real target in place of d-replace-me...: dns/README.md says where it stands.",
        "d-replace-me... は実際の値に置き換えてください。調べ方は dns/README.md にあります。";
    zone_apex:
        "The domain is the top of its zone, where no CNAME may stand (RFC 1912, 2.4), and zone files have no\nrecord that could take its place. Use the provider's ALIAS or ANAME record, as in:",
        "ゾーンの頂点には CNAME を置けず(RFC 1912, 2.4)、ゾーンファイルには代わりになる標準のレコードがありません。\nプロバイダーの ALIAS/ANAME レコードを次のように設定してください:";
    dns_title(name): "DNS of {name}", "{name} の DNS 設定";
    dns_purpose:
        "For the provider that serves this domain. The record comes after the deployment: its value exists only then.",
        "このドメインを管理する DNS プロバイダーでの手順です。値はデプロイして初めて決まるため、レコードは最後に登録します。";
    dns_certificate: "The certificate", "証明書";
    dns_certificate_steps:
        "This script requests it and prints a `CNAME` record that proves the domain is yours. Enter that record and leave it there: renewals need it. The script waits; when you stop it, run it again. `cli/deploy.sh` does the same by itself.",
        "次のスクリプトで証明書をリクエストすると、ドメインの所有を証明する `CNAME` レコードが表示されます。登録したら、自動更新に必要なためそのまま残してください。スクリプトは発行を待ちます。中断しても再実行すれば続きから進みます。`cli/deploy.sh` も同じ処理を行います。";
    dns_record: "The record", "レコード";
    dns_record_head: "| Type | Host | Value | TTL |", "| 種類 | ホスト | 値 | TTL |";
    dns_host:
        "Most web forms want the host without your domain, as above, and the value without a final dot. In a zone file both stand whole, with a final dot (`dns/zone.txt`).",
        "多くの Web 画面では、上のようにドメイン名を除いたホストと、末尾のドットがない値を入力します。ゾーンファイルではどちらも完全な名前に末尾のドットを付けます(`dns/zone.txt`)。";
    dns_host_open:
        "Most web forms want the host without your domain (`api` for `api.example.com`) and the value without a final dot. Is the host the domain itself, a `CNAME` is not allowed: use the provider's `ALIAS` or `ANAME` record.",
        "多くの Web 画面では、ドメイン名を除いたホスト(`api.example.com` なら `api`)と、末尾のドットがない値を入力します。ホストがドメインそのものの場合 `CNAME` は使えないため、プロバイダーの `ALIAS`/`ANAME` レコードを使ってください。";
    dns_apex:
        "The domain is the top of its zone, where no `CNAME` may stand. Providers have a record of their own for this: `ALIAS` (DNSimple, NS1, Namecheap), `ANAME` (DNS Made Easy), a flattened `CNAME` for `@` (Cloudflare, with the proxy off). Without one, use a subdomain or move the zone to Route 53.",
        "ゾーンの頂点には `CNAME` を置けません。代わりにプロバイダー独自のレコードを使います: `ALIAS`(DNSimple、NS1、Namecheap)、`ANAME`(DNS Made Easy)、`@` の `CNAME` フラット化(Cloudflare、プロキシはオフ)。どれもない場合は、サブドメインを使うかゾーンを Route 53 に移してください。";
    dns_ttl:
        "TTL is how many seconds resolvers remember the record. Before you move a name that is in use, set 60 and wait until the old TTL has passed.",
        "TTL はリゾルバーがレコードを記憶する秒数です。使用中の名前を切り替えるときは、先に 60 に下げ、元の TTL が過ぎるまで待ってください。";
    dns_target: "The value", "値";
    dns_target_open:
        "`d-replace-me` stands for a part that AWS makes up when the domain is made.",
        "`d-replace-me` の部分は、ドメインの作成時に AWS が決めます。";
    dns_target_inside:
        "A private domain is reached through a VPC endpoint, so the record, on the DNS servers of the VPC, leads to the endpoint's name:",
        "プライベートドメインへは VPC エンドポイント経由で接続します。VPC 内の DNS サーバーで、次の名前に向けたレコードを作成します:";
    dns_target_where:
        "`cli/deploy.sh` prints the value, the SAM stack shows it as the output `DomainTarget`, and so does this command:",
        "値は `cli/deploy.sh` が表示します。SAM スタックの出力 `DomainTarget` または次のコマンドでも確認できます:";
    dns_target_not:
        "It is not the host of the default URL (`API_ID.execute-api...`): that one has no certificate for your domain and answers 403.",
        "デフォルト URL のホスト(`API_ID.execute-api...`)ではありません。証明書が一致せず 403 になります。";
    dns_check: "Check", "確認";
    dns_check_steps:
        "`CNAME` answers with the value above, `A` and `AAAA` with addresses. No answer: wait for the TTL, or the host was entered with the domain twice.",
        "`CNAME` で上の値、`A` と `AAAA` で IP アドレスが表示されれば完了です。表示されない場合は TTL の経過を待つか、ホストにドメイン名を重ねて入力していないか確かめてください。";
    dns_check_caa:
        "If the certificate is refused: this must print nothing, or name `amazon.com` (check the parent domains as well).",
        "証明書が発行されない場合、次の結果は空か `amazon.com` を含む必要があります(親ドメインも確認してください)。";
}
