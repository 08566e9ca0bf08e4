using System.Text.Json.Serialization;

namespace Imizu.Contracts;

/// <summary>
/// The texts of an earlier entry of the same stream should never have been recorded, and are erased: <see cref="WrittenText.Erased"/> stands for them wherever the
/// entry is read from now on. All else that it says still counts. Each service publishes its own, under its own name.
/// </summary>
public abstract record TextRedacted
{
    private protected TextRedacted(Guid entryId, long position, IReadOnlyList<string> members, RedactionReason reason) =>
        (EntryId, Position, Members, Reason) = (entryId, position, members, reason);

    /// <summary>The permanent id of the event whose texts are erased.</summary>
    public Guid EntryId { get; }

    /// <summary>The position of that event.</summary>
    [JsonNumberHandling(JsonNumberHandling.WriteAsString | JsonNumberHandling.AllowReadingFromString)]
    public long Position { get; }

    /// <summary>The members of its data that are erased.</summary>
    public IReadOnlyList<string> Members { get; }

    /// <summary>Why.</summary>
    public RedactionReason Reason { get; }
}

/// <summary>Why texts were erased. Codes, not free text: a reason in words could say it again.</summary>
public enum RedactionReason
{
    /// <summary>It told who somebody is.</summary>
    [Word("個人が分かる記載")] PersonalData,
    /// <summary>It told what is under secrecy.</summary>
    [Word("守秘義務のある事項")] Confidential,
    /// <summary>The person asked for it.</summary>
    [Word("本人の申出")] AskedByThePerson,
}
