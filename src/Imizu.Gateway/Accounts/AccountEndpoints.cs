using Imizu.Contracts;
using Imizu.Gateway.Broker;

namespace Imizu.Gateway.Accounts;

/// <summary><c>/accounts</c>: for the operator, who lets other systems in and shuts them out.</summary>
internal static class AccountEndpoints
{
    public static void MapAccounts(this IEndpointRouteBuilder app)
    {
        var accounts = app.MapGroup("/accounts").WithTags("accounts").RequireAuthorization(Policies.Operator)
            .ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status403Forbidden);
        accounts.MapGet("", async (AccountStore store, CancellationToken cancellationToken) =>
            (await store.All(cancellationToken)).Select(AccountAnswer.Of)).WithSummary("アカウントの一覧");

        var changes = accounts.MapGroup("/{name}").RequireActor().ProducesValidationProblem();
        changes.MapPut("", Put).WithSummary("アカウントの登録（パスワードはこの応答だけに表示）、または事業の変更")
            .Produces<AccountChanged>(StatusCodes.Status201Created).Produces<AccountChanged>().ProducesValidationProblem(StatusCodes.Status409Conflict);
        changes.MapPost("/password", NewPassword).WithSummary("新しいパスワード（この応答だけに表示）")
            .Produces<AccountChanged>().ProducesValidationProblem(StatusCodes.Status404NotFound);
        changes.MapDelete("", Close).WithSummary("アカウントを閉じる（元には戻せません）")
            .Produces<AccountChanged>().ProducesValidationProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> Put(
        string name, AccountRequest request, HttpContext http, AccountStore store, BrokerArrangement broker, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (AccountRules.Problem(name, request) is { } problem)
        {
            return problem;
        }
        if (await broker.IsTaken(name, cancellationToken))
        {
            return AccountRules.Strangers();
        }
        var password = Password.Generate();
        var account = new Account
        {
            Name = name,
            Kind = request.Kind,
            Programmes = request.Programmes ?? [],
            PasswordHash = Password.Hash(password),
            CreatedAt = clock.GetUtcNow(),
            CreatedBy = http.Actor(),
        };
        if (await store.Open(account, cancellationToken))
        {
            return await Changed(broker, account, password, StatusCodes.Status201Created);
        }
        var there = await store.Read(name, cancellationToken);
        if (there is not { IsOpen: true } || there.Kind != request.Kind)
        {
            return AccountRules.Taken(there!);
        }
        // It keeps its password, which nobody could be shown.
        return await store.Change(name, known => known with { Programmes = account.Programmes }, cancellationToken) is { } changed
            ? await Changed(broker, changed)
            : AccountRules.Unknown();
    }

    private static async Task<IResult> NewPassword(string name, AccountStore store, BrokerArrangement broker, CancellationToken cancellationToken)
    {
        var password = Password.Generate();
        return await store.Change(name, account => account with { PasswordHash = Password.Hash(password) }, cancellationToken) is { } account
            ? await Changed(broker, account, password)
            : AccountRules.Unknown();
    }

    private static async Task<IResult> Close(
        string name, HttpContext http, AccountStore store, BrokerArrangement broker, CancellationToken cancellationToken) =>
        await store.Close(name, http.Actor(), cancellationToken) is { } account ? await Changed(broker, account) : AccountRules.Unknown();

    private static async Task<IResult> Changed(BrokerArrangement broker, Account account, string? password = null, int status = StatusCodes.Status200OK) =>
        Results.Json(AccountChanged.Of(account, password, isAtBroker: await broker.TryArrange()), ContractJson.Options, statusCode: status);
}
