using Imizu.Dashboard.Pages.Parts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Imizu.Dashboard.Tests;

public sealed class LineChartTests
{
    [Fact]
    public async Task What_a_service_calls_its_unit_is_text_and_never_markup()
    {
        await using var services = new ServiceCollection().BuildServiceProvider();
        await using var renderer = new HtmlRenderer(services, NullLoggerFactory.Instance);
        var parameters = ParameterView.FromDictionary(new Dictionary<string, object?>
        {
            [nameof(LineChart.Unit)] = "<form action=x>",
            [nameof(LineChart.From)] = DateTimeOffset.UnixEpoch,
            [nameof(LineChart.To)] = DateTimeOffset.UnixEpoch.AddMinutes(1),
        });

        var page = await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<LineChart>(parameters)).ToHtmlString());

        Assert.Contains("1 &lt;form action=x&gt;</text>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<form", page, StringComparison.Ordinal);
    }
}
