using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using Xunit;

namespace Imizu.Gateway.Tests.Tallies;

/// <summary>Which measures a service has, for those who check or show what can be tallied.</summary>
[Collection(nameof(TallyStack))]
public sealed class MeasureListTests(TallyStack stack)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_measure_is_listed_as_it_was_registered_last()
    {
        var programme = $"一覧{RandomNumberGenerator.GetString("abcdefghijkmnpqrstuvwxyz", 10)}";
        var code = await stack.Register(programme);
        await Posted($"/measures/{code}/registration", Registration(programme, "訪問件数"));
        await Posted($"/measures/{code}/tallies", new { from = "2024-04-01", to = "2024-04-30", value = 1 });

        var listed = Assert.Single(await Listed(programme));

        Assert.Equal(
            (code, "訪問件数", "件", "flow"),
            (listed.GetProperty("code").GetString(), listed.GetProperty("measure").GetString(), listed.GetProperty("unit").GetString(), listed.GetProperty("kind").GetString()));
    }

    [Fact]
    public async Task What_was_retracted_is_left_out_and_what_it_had_replaced_stands_again()
    {
        var programme = $"一覧{RandomNumberGenerator.GetString("abcdefghijkmnpqrstuvwxyz", 10)}";
        var (renamed, gone) = (await stack.Register(programme), await stack.Register(programme));
        var change = await Posted($"/measures/{renamed}/registration", Registration(programme, "訪問件数"));
        await Retracted(renamed, change);
        using var history = await stack.CommunityBuilding.Http.GetAsync($"/measures/{gone}", Cancelled);
        await Retracted(gone, (await history.Content.ReadFromJsonAsync<JsonElement>(Cancelled)).GetProperty("entries")[0].GetProperty("id").GetString()!);

        var listed = Assert.Single(await Listed(programme));

        Assert.Equal((renamed, "相談件数"), (listed.GetProperty("code").GetString(), listed.GetProperty("measure").GetString()));
    }

    private static object Registration(string programme, string measure) =>
        new { on = "2024-04-01", programme, measure, unit = "件", kind = "flow", table = "fieldConsultation", order = 1 };

    private async Task<string> Posted(string path, object body)
    {
        using var answer = await stack.CommunityBuilding.Post(path, body, Cancelled);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancelled)).GetProperty("entries")[0].GetProperty("id").GetString()!;
    }

    private Task<string> Retracted(string code, string entry) => Posted($"/measures/{code}/entries/{entry}/retraction", new { reason = "enteredTwice" });

    private async Task<IEnumerable<JsonElement>> Listed(string programme) =>
        (await stack.CommunityBuilding.Http.GetFromJsonAsync<JsonElement>("/measures", Cancelled)).EnumerateArray()
            .Where(measure => measure.GetProperty("programme").GetString() == programme).ToList();
}
