//! What the program says around findings, steps and causes, which have words of their own.

use gateway_studio::words;

words! {
    nothing_to_mend: "nothing that can be mended safely", "安全に修正できる項目はありません";
    fixed(place, title): "fixed {place}: {title}", "修正しました {place}: {title}";
    silenced(count): "silenced {count}", "抑制{count}件";
    no_answer: "no answer", "応答なし";
    wrote(count, folder): "wrote {count} files below {folder}", "{count}個のファイルを {folder} に書き出しました";
    left_alone(path): "left alone: {path}, which this design does not make", "変更なし: {path}(この設計では生成されません)";
    keys(all, represented, kept, reported): "{all} keys: {represented} represented, {kept} kept, {reported} reported", "キー{all}個: 設計で表現 {represented}、保持 {kept}、報告 {reported}";
    nothing_ends_so: "nothing in this design ends so: look at what stands before it, such as CloudFront or a proxy", "この設計では起こりません。CloudFront やプロキシなど、手前にあるものを確認してください";
    add_the_word(symptom, key): "add the word that fits: {symptom} {key}", "当てはまる語を付けてください: {symptom} {key}";
    in_the_design(title): "in the design: {title}", "設計での変更: {title}";
    see(source): "see {source}", "参照: {source}";
    estimate(requests, region): "an estimate, in US dollars a month, for {requests} requests in {region}", "{region} で {requests} リクエストの場合の月額の概算(米ドル)";
    in_all: "in all", "合計";
    unsure(all, others, region, memory): "of {all} prices {others} are of us-east-1, since those of {region} are not known here, and {memory} from memory: --price replaces them", "{all}項目の単価のうち{others}項目は us-east-1 の値({region} の値は未収録)、{memory}項目は未確認の値(2025年時点)です。--price で置き換えられます";
    as_way(way): "as {way}", "{way} の場合";
    only_private: "HTTP and WebSocket APIs cannot be private: they are not compared", "HTTP API と WebSocket API はプライベートにできないため、比較していません";
    less(way, usd): "{way} costs {usd} less, where it can do what the design asks for", "{way} のほうが {usd} 安くなります(設計の機能を満たせる場合)";
    crossing(requests, above, below, usd): "from {requests} requests a month {above} is cheaper than {below} ({usd})", "月間 {requests} リクエスト以上では {below} より {above} が安くなります({usd})";
}
