using System.Text.Json.Serialization;

namespace Imizu.Contracts;

/// <summary>
/// An earlier entry of the same stream was wrong. It stays readable and counts no longer from the moment of the retraction on.
/// Where it was corrected, the retraction names the entry that was recorded with it, right before it. Each service publishes its own, under its own name.
/// </summary>
public abstract record EntryRetracted
{
    private protected EntryRetracted(Guid entryId, RetractionReason reason) => (EntryId, Reason) = (entryId, reason);

    /// <summary>The permanent id of the event that no longer counts.</summary>
    public Guid EntryId { get; }

    /// <summary>Why.</summary>
    public RetractionReason Reason { get; }

    /// <summary>The permanent id of the event that counts instead; absent where nothing does.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Guid? ReplacedBy { get; init; }

    /// <summary>The position at which that event counts among the others of its stream: that of the one which was corrected first.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonNumberHandling(JsonNumberHandling.WriteAsString | JsonNumberHandling.AllowReadingFromString)]
    public long? Place { get; init; }
}

/// <summary>Why an entry was retracted. Codes, not free text: a reason in words could name a person.</summary>
public enum RetractionReason
{
    /// <summary>It was entered twice.</summary>
    [Word("二重登録")] EnteredTwice,
    /// <summary>It was about another case, target or place.</summary>
    [Word("対象誤り")] WrongSubject,
    /// <summary>The day was wrong.</summary>
    [Word("日付誤り")] WrongDate,
    /// <summary>What it said was wrong.</summary>
    [Word("内容誤り")] WrongContent,
    /// <summary>The person asked for it.</summary>
    [Word("本人の申出")] AskedByThePerson,
}
