using System.Text.RegularExpressions;
using Xunit;

namespace Imizu.Architecture.Tests;

/// <summary>All settings are documented in docs/settings.md.</summary>
public sealed partial class SettingsTests
{
    [Theory]
    [InlineData("Followers", "src/Imizu.Gateway/Broker/QueueBounds.cs")]
    [InlineData("Tallies", "src/Imizu.Gateway/Broker/TallyBounds.cs")]
    [InlineData("Identity", "src/Imizu.Identity/IdentitySettings.cs")]
    public void Each_setting_of_a_section_is_documented(string section, string file)
    {
        var documented = File.ReadAllText(Path.Combine(Source.Root, "docs/settings.md"));
        var settings = Setting().Matches(File.ReadAllText(Path.Combine(Source.Root, file))).Select(match => match.Groups[1].Value).ToList();
        Assert.NotEmpty(settings);
        Assert.All(settings, name => Assert.Contains($"`{section}__{name}`", documented, StringComparison.Ordinal));
    }

    [GeneratedRegex(@"public \S+ (\w+) \{ get; (?:set|init); \}")]
    private static partial Regex Setting();
}
