using Imizu.EventStreams;
using Imizu.EventStreams.Http;

namespace Imizu.Gateway.Accounts;

/// <summary>What is wrong with an account that is asked for.</summary>
internal static class AccountRules
{
    private const int MostProgrammes = 50, LongestName = 100;

    /// <summary>The problem; null where there is none.</summary>
    public static IResult? Problem(string name, AccountRequest request) => (request.Kind, request.Programmes ?? []) switch
    {
        _ when !AccountName.IsValid(name) =>
            Problems.Invalid("name", "英小文字で始まる、英小文字・数字・「-」の 3 字から 40 字までにしてください。"),
        _ when AccountName.IsReserved(name) =>
            Problems.Invalid("name", "この名前は使えません（operator、admin、guest、amq や imizu で始まる名前）。別の名前にしてください。"),
        (AccountKind.Follower, [_, ..]) =>
            Problems.Invalid("programmes", "購読側（follower）には指定できません。除いてください。"),
        (AccountKind.Sender, []) =>
            Problems.Invalid("programmes", "送信側（sender）には、送る事業の名前を 1 つ以上指定してください。"),
        (_, { Count: > MostProgrammes }) =>
            Problems.Invalid("programmes", $"{MostProgrammes} 件までにしてください。"),
        (_, var programmes) when programmes.Select(programme => PrintedText.Check("programmes", programme, LongestName)).FirstOrDefault(wrong => wrong is not null) is { } wrong =>
            Problems.Invalid(wrong.Field, wrong.Because),
        (_, var programmes) when programmes.Distinct().Count() < programmes.Count =>
            Problems.Invalid("programmes", "同じ事業名が重なっています。"),
        _ => null,
    };

    /// <summary>The name has been given, and is not given twice.</summary>
    public static IResult Taken(Account account) => Problems.Invalid(
        account.IsOpen ? "kind" : "name",
        account.IsOpen ? "この名前は別の種類で登録されています。別の名前にしてください。" : "この名前は閉じたもので、二度は使えません。別の名前にしてください。",
        StatusCodes.Status409Conflict);

    /// <summary>The broker has a user of that name, who is not ours to change.</summary>
    public static IResult Strangers() => Problems.Invalid(
        "name", "この名前の利用者がメッセージブローカーに既にあり、Imizu のものではありません。別の名前にしてください。", StatusCodes.Status409Conflict);

    public static IResult Unknown() =>
        Problems.Invalid("name", "この名前の開いているアカウントはありません。GET /accounts で確かめてください。", StatusCodes.Status404NotFound);
}
