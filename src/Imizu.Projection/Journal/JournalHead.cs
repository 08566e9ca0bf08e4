namespace Imizu.Projection.Journal;

/// <summary>How far the journal has followed a source; a Marten document.</summary>
/// <param name="Id">The source.</param>
/// <param name="Position">The last position that the journal has.</param>
/// <param name="Count">How many events it has.</param>
public sealed record JournalHead(string Id, long Position, long Count)
{
    public static JournalHead Of(string source) => new(source, Position: 0, Count: 0);
}
