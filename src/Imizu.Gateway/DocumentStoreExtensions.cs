using JasperFx;
using Marten;

namespace Imizu.Gateway;

/// <summary>What the stores of the gateway's documents have in common.</summary>
internal static class DocumentStoreExtensions
{
    /// <summary>Inserts a document; false where one with its id is there already.</summary>
    public static async Task<bool> TryInsert<T>(this IDocumentStore store, T document, CancellationToken cancellationToken)
        where T : notnull
    {
        await using var session = store.LightweightSession();
        session.Insert(document);
        try
        {
            await session.SaveChangesAsync(cancellationToken);
            return true;
        }
        catch (DocumentAlreadyExistsException)
        {
            return false;
        }
    }
}
