using Imizu.Contracts;
using Imizu.Contracts.Access;
using Imizu.Gateway.Accounts;
using Imizu.Gateway.Broker;

namespace Imizu.Gateway.Following;

/// <summary>Who follows the events, and how far behind each is.</summary>
internal static class FollowerEndpoints
{
    public static void MapFollowers(this IEndpointRouteBuilder app) =>
        app.MapGet("/followers", async (AccountStore accounts, ManagementApi broker, CancellationToken cancellationToken) =>
        {
            var queues = (await broker.Queues(cancellationToken)).ToLookup(queue => queue.Owner);
            return Results.Json(
                (await accounts.All(cancellationToken)).Where(account => account is { Kind: AccountKind.Follower, IsOpen: true }).SelectMany(account => queues[account.Name] is var own && own.Any()
                    ? own.Select(queue => new FollowerQueue(account.Name, queue.Name, queue.Messages, queue.Consumers)) : [new(account.Name, null, 0, 0)]),
                ContractJson.Options);
        }).RequireAuthorization(Right.ReadAccounts).WithTags("accounts").WithSummary("出来事を読むほかのシステムと、その受取り箱で待っている件数").Produces<IReadOnlyList<FollowerQueue>>();
}
