using Imizu.Contracts;
using Imizu.Contracts.Streams;

namespace Imizu.EventStreams.Lists;

/// <summary>A stream as lists show it: a Marten document, committed with its events, and made anew from them where it is missing or of an earlier build.</summary>
/// <param name="Id">The stream's name.</param>
/// <param name="Kind">The first part of it.</param>
/// <param name="FiscalYear">The fiscal year of its first entry when that was recorded.</param>
/// <param name="Number">Which one of its kind it is in that year. It stays, whatever is corrected: people have written it down.</param>
internal sealed record ListedStream(string Id, string Kind, int FiscalYear, int Number)
{
    /// <summary>The build's version of what is listed; raised where it changes.</summary>
    public const int CurrentVersion = 1;

    public int Version { get; init; }

    /// <summary>Whether anything stands of it; else all was retracted.</summary>
    public bool Stands { get; init; }

    public string? Name { get; init; }

    /// <summary>The name as it is searched for.</summary>
    public string NameKey { get; init; } = "";
    public DateOnly BegunOn { get; init; }
    public DateOnly LatestOn { get; init; }
    public CodedWord? Status { get; init; }
    public CodedWord? Type { get; init; }
    public IReadOnlyList<string> Actors { get; init; } = [];
    public DueStep? Due { get; init; }

    /// <summary>The keys of those who may see it; empty where its kind is shown to all who have the right to it.</summary>
    public IReadOnlyList<string> Readers { get; init; } = [];

    public StreamListItem Item => new(Id[(Kind.Length + 1)..], new FiscalYear(FiscalYear).Numbered(Number), Name, BegunOn, LatestOn, Status, Type, Actors, Due);
}
