using System.Data.Common;

namespace Imizu.Gateway.Accounts;

/// <summary>The operator's user name and password, from the connection string <c>operator</c> (<c>Username=…;Password=…</c>).</summary>
/// <exception cref="InvalidOperationException">There is no name or no password in it.</exception>
internal sealed class OperatorCredential(string connection)
{
    private readonly string _name = Of(connection, "Username"), _hash = Password.Hash(Of(connection, "Password"));

    public bool Is(string name, string password) => name == _name & Password.Verify(password, _hash);

    private static string Of(string connection, string word) =>
        new DbConnectionStringBuilder { ConnectionString = connection }.TryGetValue(word, out var value) && value is string { Length: > 0 } text
            ? text
            : throw new InvalidOperationException($"ConnectionStrings:operator has no {word}.");
}
