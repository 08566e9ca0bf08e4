using Marten;

namespace Imizu.Gateway.Broker;

/// <summary>Identifies this installation among others on the same broker; stored with the accounts and included in their backup.</summary>
/// <param name="Id">There is one.</param>
/// <param name="Mark">The tag that its users have at the broker.</param>
internal sealed record Installation(string Id, string Mark)
{
    private const string Only = "installation";

    /// <summary>The installation's mark, generated on first use.</summary>
    public static async Task<string> MarkOf(IDocumentStore store, TimeProvider clock, CancellationToken cancellationToken)
    {
        await using var session = store.QuerySession();
        if (await session.LoadAsync<Installation>(Only, cancellationToken) is { } known)
        {
            return known.Mark;
        }
        var made = new Installation(Only, $"imizu-{Guid.CreateVersion7(clock.GetUtcNow()):N}");
        // Where another process was first, the mark is its.
        return await store.TryInsert(made, cancellationToken) ? made.Mark : await MarkOf(store, clock, cancellationToken);
    }
}
