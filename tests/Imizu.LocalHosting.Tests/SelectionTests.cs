using Xunit;

namespace Imizu.LocalHosting.Tests;

/// <summary>A part of a stack runs with all that it needs, and with nothing else.</summary>
public sealed class SelectionTests
{
    private static readonly IReadOnlyList<Unit> All =
    [
        Of("postgres"),
        Of("messaging"),
        new EpmdUnit("provisioning", "", 0) { StartsAfter = ["postgres"] },
        new EpmdUnit("consultation", "", 0) { StartsAfter = ["provisioning", "messaging"] },
        new EpmdUnit("projection", "", 0) { StartsAfter = ["provisioning"], Uses = ["consultation", "given from outside"] },
    ];

    [Theory]
    [InlineData("provisioning", "postgres provisioning")]
    [InlineData("messaging, provisioning", "postgres messaging provisioning")]
    [InlineData("projection", "postgres messaging provisioning consultation projection")]
    public void What_is_named_brings_what_it_needs(string only, string chosen) =>
        Assert.Equal(chosen.Split(' '), Selection.Of(All, only).Select(unit => unit.Name));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Where_nothing_is_named_all_runs(string? only) => Assert.Equal(All, Selection.Of(All, only));

    [Fact]
    public void A_name_that_nothing_has_is_refused() =>
        Assert.Contains("nobody", Assert.Throws<StackRefusedException>(() => Selection.Of(All, "nobody")).Message);

    private static EpmdUnit Of(string name) => new(name, "", 0);
}
