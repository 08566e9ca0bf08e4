using Imizu.Contracts.Reading;
using Imizu.Web.Recording;

namespace Imizu.Web.Importing;

/// <summary>What a column of a register can become: the number of what a row is about, or a field of one of its entries.</summary>
/// <param name="Key">Its name in forms, such as <c>receipt.on</c>.</param>
/// <param name="Word">What staff call it.</param>
/// <param name="Recording">The entry; null for the number.</param>
/// <param name="Member">Its field; null for the number.</param>
internal sealed record ImportTarget(string Key, string Word, Recording.Recording? Recording, EventMember? Member)
{
    private static readonly string[] Numbers = ["番号", "台帳番号", "管理番号", "整理番号", "ケース番号", "No", "No."];

    /// <summary>The key of the number.</summary>
    public const string Number = "number";

    /// <summary>The codes that a cell can mean, each with its word; empty where it is free.</summary>
    public IReadOnlyList<(string Code, string Word)> Choices => Member?.Choices ?? [];

    /// <summary>Those of a kind of stream, in the order in which they happen. What has numbers within a field is no cell.</summary>
    public static IReadOnlyList<ImportTarget> Of(StreamKind kind) =>
    [
        new(Number, kind.IsNamedByCode ? "符号" : "番号（台帳の番号、または R6-012）か名称", null, null),
        .. from recording in kind.Recordings
           where recording is { Fields: null, Right: null }
           from member in recording.Members
           where member.Parts.Count == 0
           select new ImportTarget($"{recording.Form}.{member.Name}", $"{recording.Schema.Title}：{member.Word}", recording, member),
    ];

    /// <summary>The one that a heading means without doubt; null where it could be several, or none.</summary>
    public static ImportTarget? Meant(IReadOnlyList<ImportTarget> targets, string heading)
    {
        var key = JapaneseName.Key(heading);
        return targets.Where(target => target.Names().Any(name => JapaneseName.Key(name) == key)).ToList() is [var only] ? only : null;
    }

    /// <summary>The code that a text means: it, or its word as a reader compares words; null where it is none.</summary>
    public string? CodeOf(string text) => Choices.FirstOrDefault(choice => choice.Code == text || JapaneseName.AreSame(choice.Word, text)).Code;

    private string[] Names()
    {
        if (Recording is null)
        {
            return Numbers;
        }

        var title = Recording.Schema.Title;
        // What has one thing to say beside its day is called by that; what has none, by its day.
        var isTheOne = Recording.Members.Where(member => member.Name != "on").ToList() is var others && (Member!.Name == "on" ? others.Count == 0 : others.Count == 1);
        return [Word, Member.Word, Member.Name == "on" ? $"{title}日" : title + Member.Word, .. isTheOne ? [title] : (string[])[]];
    }
}
