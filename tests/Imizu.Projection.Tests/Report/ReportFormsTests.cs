using System.Text.Json;
using System.Text.Json.Nodes;
using Imizu.Projection.Report;
using Xunit;

namespace Imizu.Projection.Tests.Report;

/// <summary>Forms are checked when the service starts.</summary>
public sealed class ReportFormsTests : IDisposable
{
    private static readonly string Ours = Path.Combine(AppContext.BaseDirectory, "Forms");

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    public void Dispose() => _folder.Delete(recursive: true);

    private ReportForms With(Func<string, string> change)
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "printed.json"), change(File.ReadAllText(Path.Combine(Ours, "printed.json"))));
        return ReportForms.Read(_folder.FullName);
    }

    [Fact]
    public void A_word_is_changed_in_the_file_alone()
    {
        var form = With(text => text.Replace("重層的支援個別会議", "重層的支援会議", StringComparison.Ordinal)).Find("printed")!;
        Assert.Contains(form.Sections![0].Blocks[0].Rows!, row => row.Label == "重層的支援会議の開催回数");
    }

    [Theory]
    [InlineData("consultation/cases-received", "consultation/cases", "printed.json: consultation/indicators: there is no figure consultation/cases.")]
    [InlineData("conferences-held/supportConference", "conferences-held/support", "there is no figure consultation/conferences-held/support.")]
    [InlineData("\"figure\": \"consultation/household-types\"", "\"figure\": \"consultation/continuing\"", "consultation/household-types: the figure consultation/continuing has no rows")]
    [InlineData("\"key\": \"contact-topics\"", "\"key\": \"contact-methods\"", "consultation: the block contact-methods is there twice.")]
    [InlineData("\"key\": \"outreach\"", "\"key\": \"consultation\"", "the section consultation is there twice.")]
    [InlineData("\"each\": \"projects\"", "\"each\": \"project\"", "community-building/project: there is no list project. There are case-outlines,")]
    [InlineData("\"table\": \"relatedProject\"", "\"table\": \"relatedProject\", \"total\": \"計\"", "the rows of collaboration/field-tallies have units of their own")]
    [InlineData("\"blocks\": [", "\"blocks\": [ null,", "printed.json: null stands in a list")]
    [InlineData("\"total\": \"合計\"", "\"totals\": \"合計\"", "printed.json: ")]
    [InlineData("\"key\": \"printed\"", "\"key\": \"other\"", "has no form with the key \"printed\"")]
    [InlineData("\"sections\": [", "\"as\": \"breakdown\", \"sections\": [", "printed.json: a form has either \"sections\" or \"as\".")]
    [InlineData("\"sections\": [", "\"withholdBelow\": -1, \"sections\": [", "printed.json: \"withholdBelow\" is 0, or the smallest count")]
    public void What_is_wrong_is_named_with_its_place(string given, string instead, string message) => Assert.Contains(
        message, Assert.Throws<InvalidDataException>(() => With(text => text.Replace(given, instead, StringComparison.Ordinal))).Message, StringComparison.Ordinal);

    /// <summary>What an editor checks a form by is what the service reads.</summary>
    [Fact]
    public void The_schema_is_that_of_the_records()
    {
        var schema = System.Text.Json.Schema.JsonSchemaExporter.GetJsonSchemaAsNode(Contracts.ContractJson.ApplyStrictly(new JsonSerializerOptions(JsonSerializerOptions.Default)), typeof(ReportForm));
        Assert.True(JsonNode.DeepEquals(schema, JsonNode.Parse(File.ReadAllText(Path.Combine(Ours, "form.schema.json")))), schema.ToJsonString(new JsonSerializerOptions { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
    }
}
