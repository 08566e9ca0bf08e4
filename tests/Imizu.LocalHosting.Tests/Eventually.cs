using Xunit;

namespace Imizu.LocalHosting.Tests;

/// <summary>Waits for what comes about by itself, and fails where it doesn't.</summary>
internal static class Eventually
{
    public static async Task BecomesTrueAsync(Func<bool> condition, string what, int seconds = 30)
    {
        for (var left = seconds * 10; !condition(); left--)
        {
            Assert.True(left > 0, $"Not within {seconds} s: {what}");
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }
}
