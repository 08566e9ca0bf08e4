using System.Text.RegularExpressions;
using Imizu.Contracts.FieldTallies;
using Imizu.Contracts.Reading;
using Imizu.EventStreams;
using Imizu.EventStreams.Http;

namespace Imizu.Gateway.Accounts;

/// <summary>Validates requests that create or change accounts.</summary>
internal static partial class AccountRules
{
    private const int MostProgrammes = 50, LongestName = 100;

    /// <summary>Whether it can be an account's name, which is also a user name, and the prefix of queue names, at the broker.</summary>
    public static bool IsName(string name) => Name().IsMatch(name);

    /// <summary>Validates a request; null where it is valid.</summary>
    public static IResult? Problem(string name, AccountRequest request) => (request.Kind, request.Programmes ?? []) switch
    {
        _ when !IsName(name) =>
            Problems.Invalid("name", "英小文字で始まる、英小文字・数字・「-」の 3 字から 40 字までにしてください。"),
        _ when IsReserved(name) =>
            Problems.Invalid("name", "この名前は使えません（operator、admin、guest、amq や imizu で始まる名前）。別の名前にしてください。"),
        (AccountKind.Follower, [_, ..]) =>
            Problems.Invalid("programmes", "購読側（follower）には指定できません。除いてください。"),
        (AccountKind.Sender, []) =>
            Problems.Invalid("programmes", "送信側（sender）には、送る事業の名前を 1 つ以上指定してください。"),
        (_, { Count: > MostProgrammes }) =>
            Problems.Invalid("programmes", $"{MostProgrammes} 件までにしてください。"),
        (_, var programmes) when programmes.Select(programme => PrintedText.Check("programmes", programme, LongestName)).FirstOrDefault(wrong => wrong is not null) is { } wrong =>
            Problems.Invalid(wrong.Field, wrong.Because),
        (_, var programmes) when programmes.DistinctBy(JapaneseName.Key).Count() < programmes.Count =>
            Problems.Invalid("programmes", "同じ事業名が重なっています。"),
        _ => null,
    };

    /// <summary>Refuses a programme that no measure has, which nobody could send anything for; null where each has one.</summary>
    public static IResult? UnknownProgramme(IReadOnlyList<string> programmes, IReadOnlyList<RegisteredMeasure> measures)
    {
        var known = measures.Select(measure => measure.Programme).Distinct().ToList();
        if (programmes.FirstOrDefault(programme => !known.Exists(name => JapaneseName.AreSame(name, programme))) is not { } unknown)
        {
            return null;
        }
        var near = known.Select(name => (Name: name, Likeness: Likeness(name, unknown))).Where(other => other.Likeness >= 0.4).OrderByDescending(other => other.Likeness)
            .Take(3).Select(other => $"「{other.Name}」").ToList();
        return Problems.Invalid("programmes", $"「{unknown}」という事業の項目は登録されていません。"
            + (near.Count > 0 ? $"近い名前: {string.Join("、", near)}。" : "") + "./imizu measures で確かめ、まだなければ先に項目を登録してください（./imizu measures add）。");
    }

    /// <summary>The conflict (409) for a name that is in use with another kind, or belongs to a closed account.</summary>
    public static IResult Taken(Account account) => Problems.Invalid(
        account.IsOpen ? "kind" : "name",
        account.IsOpen ? "この名前は別の種類で登録されています。別の名前にしてください。" : "この名前は閉じたもので、二度は使えません。別の名前にしてください。",
        StatusCodes.Status409Conflict);

    /// <summary>The conflict (409) for a name that the broker has a user of which this installation did not create.</summary>
    public static IResult ForeignUser() => Problems.Invalid(
        "name", "この名前の利用者がメッセージブローカーに既にあり、Imizu のものではありません。別の名前にしてください。", StatusCodes.Status409Conflict);

    public static IResult Unknown() =>
        Problems.Invalid("name", "この名前の開いているアカウントはありません。GET /accounts で確かめてください。", StatusCodes.Status404NotFound);

    /// <summary>The operator's, a default user of RabbitMQ, Imizu's own, or the broker's <c>amq.</c> exchanges and queues.</summary>
    private static bool IsReserved(string name) => name is "operator" or "guest" or "admin" or "administrator" or "amq" || name.StartsWith("imizu", StringComparison.Ordinal);

    /// <summary>How many pairs of letters two names have in common, from 0 to 1 (Dice's coefficient).</summary>
    private static double Likeness(string one, string other)
    {
        static HashSet<(char, char)> Pairs(string key) => [.. key.Zip(key.Skip(1))];
        var (first, second) = (Pairs(JapaneseName.Key(one)), Pairs(JapaneseName.Key(other)));
        return 2.0 * first.Intersect(second).Count() / Math.Max(1, first.Count + second.Count);
    }

    [GeneratedRegex(@"\A[a-z][a-z0-9-]{2,39}\z")]
    private static partial Regex Name();
}
