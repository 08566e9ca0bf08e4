using System.Text.Json.Serialization;

namespace Imizu.Contracts.Streams;

/// <summary>A page of a list of streams: what <c>GET /cases</c> and its like answer.</summary>
/// <param name="Total">How many there are in all.</param>
/// <param name="Items">Those of this page.</param>
public sealed record StreamList(long Total, IReadOnlyList<StreamListItem> Items);

/// <summary>A stream, as a list shows it.</summary>
/// <param name="Id">What its address ends in.</param>
/// <param name="Number">Its number for people, such as R6-012: the twelfth of its kind whose first entry is of that fiscal year. It stays, whatever is corrected.</param>
/// <param name="Name">What it is called; null for what has no name, such as a case.</param>
/// <param name="BegunOn">The day of its first entry.</param>
/// <param name="LatestOn">The day of its latest entry.</param>
/// <param name="Status">How it stands; null where its kind has but one way to stand.</param>
/// <param name="Type">What kind of it it is, such as a case's type of household; null where that is not known.</param>
/// <param name="Actors">The codes of who has recorded in it.</param>
/// <param name="Due">What is to be done next, and by when; null where nothing is.</param>
public sealed record StreamListItem(
    string Id, string Number, string? Name, DateOnly BegunOn, DateOnly LatestOn, CodedWord? Status, CodedWord? Type, IReadOnlyList<string> Actors, DueStep? Due);

/// <summary>A code with its word.</summary>
/// <param name="Code">The code, as commands and events have it.</param>
/// <param name="Word">What staff call it.</param>
public sealed record CodedWord(string Code, string Word)
{
    /// <summary>That of a code of the published language.</summary>
    public static CodedWord Of(Enum code) => new(System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName($"{code}"), code.Word());
}

/// <summary>What is to be done next.</summary>
/// <param name="What">What, in Japanese.</param>
/// <param name="On">By which day.</param>
public sealed record DueStep(string What, DateOnly On);
