using Imizu.Cli.Accounts;
using Imizu.Cli.Stack;

namespace Imizu.Cli.Commands;

/// <summary><c>imizu accounts</c>: lets other systems in, and shuts them out.</summary>
/// <param name="repository">Where a stack may run.</param>
/// <param name="place">Which gateway is meant.</param>
internal sealed class AccountsCommand(Repository repository, GatewayPlace place)
{
    public async Task<int> ListAsync(CancellationToken cancellationToken)
    {
        using var door = GatewayClient.Of(repository, place);
        foreach (var line in AccountText.Table(await door.AskAsync<List<ListedAccount>>(HttpMethod.Get, "/accounts", body: null, cancellationToken)))
        {
            Console.WriteLine(line);
        }
        return 0;
    }

    /// <param name="name">What it is called.</param>
    /// <param name="kind">follower or sender.</param>
    /// <param name="programmes">Of a sender.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<int> AddAsync(string name, string kind, IReadOnlyList<string> programmes, CancellationToken cancellationToken) =>
        ChangeAsync(HttpMethod.Put, name, "", new { kind, programmes }, cancellationToken);

    public Task<int> PasswordAsync(string name, CancellationToken cancellationToken) =>
        ChangeAsync(HttpMethod.Post, name, "/password", body: null, cancellationToken);

    public Task<int> CloseAsync(string name, CancellationToken cancellationToken) =>
        ChangeAsync(HttpMethod.Delete, name, "", body: null, cancellationToken);

    // What can be handed to a shell goes to the output, and what is said beside it does not.
    private async Task<int> ChangeAsync(HttpMethod method, string name, string what, object? body, CancellationToken cancellationToken)
    {
        using var door = GatewayClient.Of(repository, place);
        var changed = await door.AskAsync<ChangedAccount>(method, $"/accounts/{Uri.EscapeDataString(name)}{what}", body, cancellationToken);
        if (changed.Password is not null)
        {
            await Console.Error.WriteLineAsync($"{name} is let in. This is shown once: the password is kept nowhere.");
            foreach (var line in AccountText.Exports(door, changed))
            {
                Console.WriteLine(line);
            }
        }
        else
        {
            await Console.Error.WriteLineAsync(changed.Account.ClosedAt is null
                ? $"{name} now has {string.Join('、', changed.Account.Programmes)}, and keeps its password."
                : $"{name} is closed: it is let in no more, and its queues are gone.");
        }
        if (!changed.AtBroker)
        {
            await Console.Error.WriteLineAsync("The broker has not done so yet, and does as soon as it can; ./imizu logs gateway says why. Over HTTP it is so now.");
        }
        return 0;
    }
}
