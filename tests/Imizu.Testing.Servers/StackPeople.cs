using Imizu.ServiceDefaults.Access;

namespace Imizu.Testing.Servers;

/// <summary>Who asks a stack in tests: accounts at its own identity service, beside those that it has itself.</summary>
public static class StackPeople
{
    private const string Secret = "secret-of-the-tests";

    /// <summary>Their codes. Each has all roles but those that ask in other people's names.</summary>
    public static IReadOnlyList<string> All { get; } = ["test", "clerk", "approver", "somebody-else", "staff-01", "staff-0042"];

    /// <summary>What gives them their accounts, in the AppHost's environment.</summary>
    internal static IEnumerable<(string Name, string Value)> Settings => All.SelectMany(code => TestProvider.AllRoles
        .Select((role, number) => ($"Clients__{code}__Roles__{number}", role)).Append(($"Clients__{code}__Secret", Secret)));

    internal static MachineTokens Tokens(RunningStack stack, string code) =>
        new(new AccessSettings { Authority = stack.Services["identity"], Client = new() { Id = code, Secret = Secret } }, TimeProvider.System);
}
