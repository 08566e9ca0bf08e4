using Marten;

namespace Imizu.Projection.Journal;

/// <summary>The Marten store that holds the journal, a stream per source, and the facts told from it.</summary>
public interface IJournalStore : IDocumentStore;
