using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Imizu.Contracts;
using Imizu.EventStreams.Http;
using Xunit;

namespace Imizu.EventStreams.Tests;

public sealed class StrictJsonTests
{
    private static readonly JsonSerializerOptions Options = ContractJson.ApplyStrictly(new JsonSerializerOptions { TypeInfoResolver = new DefaultJsonTypeInfoResolver() });

    public enum Method
    {
        Telephone,
        HomeVisit,
    }

    public sealed record Person(string Name, int Count);

    public sealed record Request(DateOnly On, Method Method, IReadOnlyList<Method> Topics, decimal? Value = null, TimeOnly? From = null, IReadOnlyList<Person>? People = null) : StreamCommand;

    [Fact]
    public void What_is_right_is_read()
    {
        var request = StrictJson.Read<Request>(
            Encoding.UTF8.GetBytes("""{"on":"令和6年5月1日","method":"homeVisit","topics":["telephone"],"value":1.25e1,"from":"13:30","people":[{"name":"係","count":2}]}"""), Options, out var errors);

        Assert.Empty(errors);
        Assert.Equal((new DateOnly(2024, 5, 1), Method.HomeVisit, 12.5m, new TimeOnly(13, 30), 2), (request!.On, request.Method, request.Value, request.From, request.People![0].Count));
    }

    [Theory]
    [InlineData("", "body")]
    [InlineData("null", "body")]
    [InlineData("[]", "body")]
    [InlineData("1", "body")]
    [InlineData("""{"on":""", "body")]
    [InlineData("{}", "on, method, topics")]
    [InlineData("""{"on":null,"method":"telephone","topics":[]}""", "on")]
    [InlineData("""{"on":"2024-05-01","method":"telephone,homeVisit","topics":[]}""", "method")]
    [InlineData("""{"on":"2024-05-01","method":"Telephone","topics":[]}""", "method")]
    [InlineData("""{"on":"2024-05-01","method":"telephone ","topics":[]}""", "method")]
    [InlineData("""{"on":"2024-05-01","method":"","topics":[]}""", "method")]
    [InlineData("""{"on":"2024-05-01","method":"0","topics":[]}""", "method")]
    [InlineData("""{"on":"2024-05-01","method":0,"topics":[]}""", "method")]
    [InlineData("""{"on":"2024-05-01","method":"telephone","topics":["homeVisit","telephone,homeVisit",null]}""", "topics[1], topics[2]")]
    [InlineData("""{"on":"2024-05-01","method":"telephone","topics":"homeVisit"}""", "topics")]
    [InlineData("""{"on":"2024-05-01","on":"2025-05-01","method":"telephone","topics":[]}""", "on")]
    [InlineData("""{"on":"2024-05-01","\u006fn":"2025-05-01","method":"telephone","topics":[]}""", "on")]
    [InlineData("""{"On":"2024-05-01","method":"telephone","topics":[]}""", "On, on")]
    [InlineData("""{"on":"2024-05-01","method":"telephone","topics":[],"today":"2024-05-01"}""", "today")]
    [InlineData("""{"on":"2024-05-01","method":"telephone","topics":[],"value":"1"}""", "value")]
    [InlineData("""{"on":"2024-05-01","method":"telephone","topics":[],"value":1234567890.123456789}""", "value")]
    [InlineData("""{"on":"2024-05-01","method":"telephone","topics":[],"value":1e40}""", "value")]
    [InlineData("""{"on":"2024-05-01","method":"telephone","topics":[],"value":1e15}""", "value")]
    [InlineData("""{"on":"2024-05-01","method":"telephone","topics":[],"value":100.00000000000000000000000000001}""", "value")]
    [InlineData("""{"on":"2024-05-01","method":"telephone","topics":[],"value":1e-29}""", "value")]
    [InlineData("""{"on":"2024-05-01","method":"telephone","topics":[],"value":0.00000000000000000000000000001}""", "value")]
    [InlineData("""{"on":"2024-05-01","method":"telephone","topics":[],"from":"1pm"}""", "from")]
    [InlineData("""{"\ud800":1}""", "body")]
    [InlineData("""{"on":"٢٠٢٤-05-01","method":"telephone","topics":[]}""", "on")]
    [InlineData("""{"on":"2024-05-01","method":"telephone","method":"telephone","topics":[]}""", "method")]
    [InlineData("""{"on":"2024-05-01","method":"telephone","topics":[],"people":[{"name":"\ud800","count":1},{"name":"x","count":1.5},{"count":99999999999}]}""", "people[0].name, people[1].count, people[2].count, people[2].name")]
    public void All_that_is_wrong_is_found_each_by_its_field(string json, string fields)
    {
        Assert.Null(StrictJson.Read<Request>(Encoding.UTF8.GetBytes(json), Options, out var errors));
        Assert.Equal(fields.Split(", "), errors.Keys);
        Assert.All(errors.Values.SelectMany(because => because), because => Assert.EndsWith("。", because, StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_made_of_faults_alone_is_answered_shortly()
    {
        var body = $$"""{"on":"2024-05-01","method":"telephone","topics":[{{string.Join(',', Enumerable.Repeat("0", 300_000))}}]}""";
        StrictJson.Read<Request>(Encoding.UTF8.GetBytes(body), Options, out var errors);
        Assert.Equal(100, errors.Count);
    }

    [Theory]
    [InlineData("""{"on":"2024-05-01","method":"call","topics":[]}""", "次のいずれか（telephone、homeVisit）")]
    [InlineData("""{"on":"4/5/2025","method":"telephone","topics":[]}""", "4/5/2025 は月と日が分かりません。")]
    [InlineData("""{"on":"2024-05-01","method":"telephone","topics":[],"note":1}""", "使えるのは on、method、topics、value、from、people です。")]
    public void It_says_what_could_stand_there(string json, string words)
    {
        StrictJson.Read<Request>(Encoding.UTF8.GetBytes(json), Options, out var errors);
        Assert.Contains(words, errors.Values.Single()[0], StringComparison.Ordinal);
    }
}
