using System.Data.Common;

namespace Imizu.Gateway.Accounts;

/// <summary>The operator's user name and password, from the connection string <c>operator</c> (<c>Username=…;Password=…</c>).</summary>
internal sealed class OperatorCredential
{
    private readonly string _name, _hash;

    /// <exception cref="InvalidOperationException">There is no name or no password in it.</exception>
    public OperatorCredential(string connection)
    {
        var parts = new DbConnectionStringBuilder { ConnectionString = connection };
        _name = Of(parts, "Username");
        _hash = Password.Hash(Of(parts, "Password"));
    }

    public bool Is(string name, string password) => name == _name & Password.Verify(password, _hash);

    private static string Of(DbConnectionStringBuilder parts, string word) =>
        parts.TryGetValue(word, out var value) && value is string { Length: > 0 } text
            ? text
            : throw new InvalidOperationException($"ConnectionStrings:operator has no {word}.");
}
