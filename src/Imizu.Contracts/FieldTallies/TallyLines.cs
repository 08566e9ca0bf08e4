namespace Imizu.Contracts.FieldTallies;

/// <summary>What became of one tally of several.</summary>
/// <param name="Line">Which one: its place in the array, from 1, or its row in the sheet.</param>
/// <param name="Status">201 recorded, 200 known already, 4xx refused, 204 no tally (a row that adds up others).</param>
/// <param name="Result">The same in a word: 受付, 取込み済み, 変更なし, 受付不可, 読み飛ばし.</param>
/// <param name="Stream">The measure's stream.</param>
/// <param name="Version">The measure's version after it.</param>
/// <param name="Field">What is wrong.</param>
/// <param name="Heading">Of a sheet, the heading of that, as the sender wrote it.</param>
/// <param name="Cell">Of a sheet, the cell's address, such as F3.</param>
/// <param name="Reason">Why it is refused or passed over, and what to do.</param>
public sealed record TallyLine(
    int Line, int Status, string Result, string? Stream = null, long? Version = null, string? Field = null, string? Heading = null, string? Cell = null, string? Reason = null);

/// <summary>What became of an array of tallies, or of the rows of a file; each is accepted or refused independently.</summary>
/// <param name="Accepted">How many are recorded.</param>
/// <param name="Unchanged">How many were known already.</param>
/// <param name="Refused">How many are refused; those of a system's file are kept as dead letters.</param>
/// <param name="Lines">Each, in order.</param>
public sealed record TallyLines(int Accepted, int Unchanged, int Refused, IReadOnlyList<TallyLine> Lines);
