using System.Net.Http.Json;
using System.Text.Json;
using Imizu.Testing.Servers;
using Xunit;

namespace Imizu.Gateway.Tests;

/// <summary>The tests that share one gateway for tallies.</summary>
[CollectionDefinition(nameof(TallyStack))]
public sealed class SharedTallyStack : ICollectionFixture<TallyStack>;

/// <summary>A gateway with both services that have measures behind it.</summary>
public class TallyStack(TestServers servers) : RunningGateway(servers)
{
    private readonly TestServers _servers = servers;
    private readonly string _inbox = Directory.CreateTempSubdirectory("imizu-inbox-").FullName;
    private ServiceProcess? _community;
    private string _communityDatabase = "";

    /// <summary>How many files of a sender are begun at once.</summary>
    public const int MostBegun = 5;

    public ServiceProcess CommunityBuilding => _community!;

    /// <summary>The connection string of its store.</summary>
    protected string CommunityDatabase => _communityDatabase;

    /// <summary>Whether a gateway that is started now is led to where nobody answers, instead of to community building.</summary>
    public bool IsCommunityAway { get; set; }

    /// <summary>The folder that files are put into.</summary>
    public string Inbox => _inbox;

    protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>
    {
        ["services__community-building__http__0"] = IsCommunityAway ? "http://127.0.0.1:9" : CommunityBuilding.Http.BaseAddress!.ToString(),
        ["Inbox__Folder"] = _inbox,
        ["Inbox__Quiet"] = "00:00:00.5",
        ["Inbox__FirstPause"] = "00:00:00.5",
        ["Inbox__MostBegun"] = $"{MostBegun}",
    };

    protected override async Task Prepare() => _community = await ServiceProcess.Start(
        "Imizu.CommunityBuilding", _communityDatabase = await _servers.NewDatabase(), Broker, TestContext.Current.CancellationToken);

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (_community is not null)
        {
            await _community.DisposeAsync();
        }
        Directory.Delete(_inbox, recursive: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>A sender with a programme that is its own, and measures of that.</summary>
    public async Task<TallySender> NewSender(int measures = 1, string kind = "flow")
    {
        var programme = $"事業{Guid.NewGuid():N}"[..14];
        var (name, password) = await NewAccount("sender", programme);
        var codes = new List<string>();
        for (var number = 1; number <= measures; number++)
        {
            codes.Add(await Register(Consultation, programme, kind));
        }
        return new TallySender(this, name, password, programme, codes);
    }

    /// <summary>Registers a measure, and says its code.</summary>
    public static async Task<string> Register(ServiceProcess service, string programme, string kind = "flow", string? code = null)
    {
        code ??= $"m-{Guid.NewGuid():N}"[..14];
        var body = new { on = "2024-04-01", programme, measure = "相談件数", unit = "件", kind, table = "fieldConsultation", order = 1 };
        using var answer = await service.Post($"/measures/{code}/registration", body, TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return code;
    }

    /// <summary>The values of a measure's stream, oldest first; null while there is none.</summary>
    public async Task<IReadOnlyList<(string From, string To, decimal Value)>> Tallied(string code, ServiceProcess? service = null)
    {
        using var answer = await (service ?? Consultation).Http.GetAsync($"/measures/{code}", TestContext.Current.CancellationToken);
        var history = await answer.Content.ReadFromJsonAsync<JsonElement>();
        return
        [
            .. history.GetProperty("entries").EnumerateArray().Select(entry => entry.GetProperty("data")).Where(data => data.TryGetProperty("value", out _))
                .Select(data => (data.GetProperty("from").GetString()!, data.GetProperty("to").GetString()!, data.GetProperty("value").GetDecimal())),
        ];
    }

    /// <summary>The dead letters that a filter finds.</summary>
    public async Task<IReadOnlyList<JsonElement>> DeadLetters(string query)
    {
        using var theOperator = Operator;
        var letters = new List<JsonElement>();
        for (var page = 1; ; page++)
        {
            var found = await theOperator.GetFromJsonAsync<JsonElement>($"/dead-letters?{query}&limit=500&page={page}", TestContext.Current.CancellationToken);
            letters.AddRange(found.GetProperty("letters").EnumerateArray());
            if (letters.Count >= found.GetProperty("total").GetInt32())
            {
                return letters;
            }
        }
    }

    /// <summary>Waits until something is so; what never is fails with what the gateway said.</summary>
    public Task Until(Func<Task<bool>> isSo, string what) => Eventually.Is(isSo, what, () => Gateway.Console);

    /// <summary>How many messages a queue holds, given out or not, as the management API knew it some seconds ago; -1 where it knew nothing yet.</summary>
    public async Task<int> Held(string queue)
    {
        using var answer = await Management.GetAsync($"api/queues/{VirtualHost}/{queue}", TestContext.Current.CancellationToken);
        var found = await answer.Content.ReadFromJsonAsync<JsonElement>();
        return found.TryGetProperty("messages", out var messages) ? messages.GetInt32() : -1;
    }
}
