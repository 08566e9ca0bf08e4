using Xunit;

namespace Imizu.Dashboard.Tests.Browsing;

/// <summary>A test that looks at pages of the one stack.</summary>
[Collection<OneStack>]
public abstract class PageTest(Browser browser, RunningStack stack) : DashboardPage(browser)
{
    /// <summary>The stack.</summary>
    protected RunningStack Stack => stack;

    /// <inheritdoc />
    protected override Task<string> AddressAsync() => Task.FromResult(stack.Address);

    /// <summary>Asks a service of the stack for something.</summary>
    protected async Task AskAsync(string resource, string path)
    {
        using var http = new HttpClient();
        using var answer = await http.GetAsync(new Uri(new Uri(Stack.State.Of(resource).Url!), path), TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
    }
}

/// <summary>All page tests share one stack and one browser: each is seconds to start.</summary>
[CollectionDefinition]
public sealed class OneStack : ICollectionFixture<Browser>, ICollectionFixture<RunningStack>;
