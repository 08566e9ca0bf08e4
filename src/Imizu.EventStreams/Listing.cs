using System.Security.Claims;
using Imizu.Contracts.Streams;

namespace Imizu.EventStreams;

/// <summary>What a kind of stream tells lists of a state.</summary>
/// <param name="Status">How it stands: a code of the published language; null where its kind has but one way to stand.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Type">What kind of it it is.</param>
/// <param name="Due">What is to be done next.</param>
public sealed record Listing(Enum? Status = null, string? Name = null, Enum? Type = null, DueStep? Due = null);

/// <summary>Who may see a stream, of those who have the right to see its kind.</summary>
/// <param name="Roles">Whoever has one of these.</param>
/// <param name="Codes">And those of these staff codes.</param>
public sealed record Readers(IReadOnlyList<string> Roles, IReadOnlyList<string> Codes)
{
    /// <summary>As a list keeps them, and finds them again by <see cref="KeysOf" />.</summary>
    internal IReadOnlyList<string> Keys => [.. Roles.Select(RoleKey), .. Codes.Select(CodeKey)];

    /// <summary>Those of somebody.</summary>
    internal static IReadOnlyList<string> KeysOf(ClaimsPrincipal somebody) =>
        [.. somebody.Identities.SelectMany(identity => identity.FindAll(identity.RoleClaimType)).Select(role => RoleKey(role.Value)), CodeKey(somebody.Identity!.Name!)];

    /// <summary>Whether somebody is one of them.</summary>
    internal bool Include(ClaimsPrincipal somebody) => Keys.Intersect(KeysOf(somebody)).Any();

    private static string RoleKey(string role) => $"role {role}";

    // Staff codes are the same whatever their case.
    private static string CodeKey(string code) => $"code {code.ToLowerInvariant()}";
}
