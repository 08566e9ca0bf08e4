using Imizu.Contracts;
using Imizu.Contracts.Access;
using Imizu.EventStreams.Http;
using Imizu.Gateway.Broker;
using Imizu.Gateway.Tallies;

namespace Imizu.Gateway.Accounts;

/// <summary>The routes under <c>/accounts</c>, by which the operator creates, changes and closes accounts.</summary>
internal static class AccountEndpoints
{
    public static void MapAccounts(this IEndpointRouteBuilder app)
    {
        app.MapGet("/accounts", async (AccountStore store, CancellationToken cancellationToken) =>
            (await store.All(cancellationToken)).Select(AccountAnswer.Of)).RequireAuthorization(Right.ReadAccounts).WithTags("accounts").WithSummary("アカウントの一覧");

        var changes = app.MapGroup("/accounts/{name}").RequireAuthorization(Right.ManageAccounts).WithTags("accounts").ProducesValidationProblem();
        changes.MapPut("", Put).WithSummary("アカウントの登録（パスワードはこの応答だけに表示）、または事業の変更")
            .Produces<AccountChanged>(StatusCodes.Status201Created).Produces<AccountChanged>().ProducesValidationProblem(StatusCodes.Status409Conflict);
        changes.MapPost("/password", NewPassword).WithSummary("新しいパスワード（この応答だけに表示）")
            .Produces<AccountChanged>().ProducesValidationProblem(StatusCodes.Status404NotFound);
        changes.MapDelete("", Close).WithSummary("アカウントを閉じる（元には戻せません）")
            .Produces<AccountChanged>().ProducesValidationProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> Put(
        string name, Body<AccountRequest> body, HttpContext http, AccountStore store, Measures measures, BrokerReconciler broker, TimeProvider clock, CancellationToken cancellationToken)
    {
        var request = body.Value;
        if ((AccountRules.Problem(name, request)
            ?? (request.Programmes is { Count: > 0 } programmes ? AccountRules.UnknownProgramme(programmes, await measures.Now(cancellationToken)) : null)
            ?? (await broker.IsTaken(name, cancellationToken) ? AccountRules.ForeignUser() : null)) is { } problem)
        {
            return problem;
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
        // An existing account keeps its password, which cannot be shown again.
        var there = (await store.Read(name, cancellationToken))!;
        return there.IsOpen && there.Kind == request.Kind
            ? await Changed(broker, await store.Change(name, known => known with { Programmes = account.Programmes }, cancellationToken))
            : AccountRules.Taken(there);
    }

    private static async Task<IResult> NewPassword(string name, AccountStore store, BrokerReconciler broker, CancellationToken cancellationToken)
    {
        var password = Password.Generate();
        return await Changed(broker, await store.Change(name, account => account with { PasswordHash = Password.Hash(password) }, cancellationToken), password);
    }

    private static async Task<IResult> Close(string name, HttpContext http, AccountStore store, BrokerReconciler broker, TimeProvider clock, CancellationToken cancellationToken) =>
        await Changed(broker, await store.Change(name, account => account with { ClosedAt = clock.GetUtcNow(), ClosedBy = http.Actor() }, cancellationToken));

    private static async Task<IResult> Changed(BrokerReconciler broker, Account? account, string? password = null, int status = StatusCodes.Status200OK) =>
        account is null ? AccountRules.Unknown() : Results.Json(AccountChanged.Of(account, password, isAtBroker: await broker.TryReconcile()), ContractJson.Options, statusCode: status);
}
