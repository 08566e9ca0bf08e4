using Xunit;

namespace Imizu.Dashboard.Tests.Browsing;

/// <summary>A test on the stack of the city itself.</summary>
[Collection<OneCity>]
public abstract class CityPage(Browser browser, City city) : DashboardPage(browser)
{
    /// <summary>The stack.</summary>
    protected City City => city;

    /// <inheritdoc />
    protected override Task<string> AddressAsync() => city.Stack.Dashboard;
}
