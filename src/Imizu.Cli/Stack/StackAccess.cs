using System.Data.Common;
using Imizu.LocalStack;
using Imizu.Operations.Loading;
using Imizu.ServiceDefaults.Access;
using Microsoft.Extensions.Configuration;

namespace Imizu.Cli.Stack;

/// <summary>As whom the command line asks the services of a stack.</summary>
internal static class StackAccess
{
    /// <summary>Its own account, the one that loads a history, and the one that records at all desks.</summary>
    public const string CommandLine = "imizu-cli", Loader = "imizu-loader", Desk = "imizu-desk";

    private const string Authority = "Authentication__Authority", Secret = "Authentication__Client__Secret";

    /// <summary>A client of services, as the account that the environment names, else that of the stack which runs here.</summary>
    /// <param name="repository">Where a stack may run.</param>
    /// <param name="services">Where each service is, by its name.</param>
    /// <param name="timeout">For one request.</param>
    /// <param name="folder">The stack's data folder, where it is not the one that runs here.</param>
    /// <param name="account">The account.</param>
    /// <exception cref="OperationFailedException">Neither is known.</exception>
    public static HttpClient Client(this Repository repository, IReadOnlyDictionary<string, Uri> services, TimeSpan timeout, string? folder = null, string account = CommandLine)
    {
        var http = Tokens(folder ?? repository.RunningFolder(), account).Client(() => services);
        http.Timeout = timeout;
        return http;
    }

    /// <inheritdoc cref="Client(Repository, IReadOnlyDictionary{string, Uri}, TimeSpan, string?, string)" />
    /// <param name="service">The only service that is asked.</param>
    /// <param name="address">Where it is.</param>
    public static HttpClient Client(this Repository repository, string service, Uri address, TimeSpan timeout, string? folder = null) =>
        repository.Client(new Dictionary<string, Uri> { [service] = address }, timeout, folder);

    /// <summary>The tokens of an account, of the stack on a data folder unless the environment names another.</summary>
    /// <exception cref="OperationFailedException">Neither is known.</exception>
    public static MachineTokens Tokens(string? folder, string account) => new(Settings(folder, account), TimeProvider.System);

    private static AccessSettings Settings(string? folder, string account)
    {
        if (Environment.GetEnvironmentVariable(Authority) is { Length: > 0 })
        {
            var given = AccessSettings.Of(new ConfigurationBuilder().AddEnvironmentVariables().Build());
            return given with { Client = given.Client with { Id = given.Client.Id is { Length: > 0 } named ? named : account } };
        }

        return folder is not null && StackState.ReadConnectionStrings(folder).TryGetValue(account, out var kept)
            && new DbConnectionStringBuilder { ConnectionString = kept } is var known
            ? new() { Authority = new((string)known["Authority"]), Client = new() { Id = account, Scope = (string)known["Scope"], Secret = (string)known["Secret"] } }
            : throw new OperationFailedException($"{Authority} and {Secret} are not set: the address of the stack's identity provider, and the secret of {account} there.");
    }
}
