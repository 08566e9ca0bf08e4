using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Imizu.Cli.Checking;

/// <summary>RabbitMQ: who administers it, and what its accounts may.</summary>
/// <param name="management">The address of its management API, with an administrator.</param>
/// <param name="clock">This machine's.</param>
internal sealed class BrokerCheck(Uri management, TimeProvider clock)
{
    private const string Of = "messaging", Everything = ".*", Gateway = $"{Installation.Account}gateway";

    private readonly string _administrator = Uri.UnescapeDataString(management.UserInfo).Split(':')[0];

    public async IAsyncEnumerable<Finding> RunAsync()
    {
        foreach (var finding in ServicesCheck.OfWay(Of, management))
        {
            yield return finding;
        }

        using var http = Client(Uri.UnescapeDataString(management.UserInfo));
        var (asked, users) = (clock.GetUtcNow(), await http.GetAsync("api/users"));
        users.EnsureSuccessStatusCode();
        if (users.Headers.Date is { } theirs)
        {
            yield return Finding.OfClock(Of, theirs, asked.AddSeconds(-1), clock.GetUtcNow());
        }

        var administrators = (await users.Content.ReadFromJsonAsync<List<JsonElement>>())!
            .Where(user => $"{user.GetProperty("tags")}".Contains("administrator", StringComparison.Ordinal)).Select(user => user.GetProperty("name").GetString()!).ToList();
        var open = (await http.GetFromJsonAsync<List<JsonElement>>("api/permissions"))!
            .Where(may => $"{may.GetProperty("user")}" is var user && user.StartsWith(Installation.Account, StringComparison.Ordinal)
                && ((string[])["configure", "write", "read"]).Any(kind => $"{may.GetProperty(kind)}" == Everything)).Select(may => $"{may.GetProperty("user")}").Distinct();
        List<Finding> found =
        [
            .. administrators.Except([_administrator, Gateway]).Select(name => Finding.Wrong(Of, $"{name} administers the broker", "Take the tag away, or the user, unless you know who that is.")),
            .. open.Select(name => Finding.Wrong(Of, $"{name} may use whatever there is", "Run provisioning again: it gives each service its own exchanges and queues.")),
        ];
        foreach (var finding in Finding.OrWell(found, Of, "it is administered by who made it and by the gateway; services use what is theirs"))
        {
            yield return finding;
        }

        using var guest = Client("guest:guest");
        using var answer = await guest.GetAsync("api/whoami");
        yield return answer.IsSuccessStatusCode
            ? Finding.Wrong(Of, "guest comes in by its usual password", "rabbitmqctl change_password guest …, or delete_user guest.")
            : Finding.Well(Of, "guest does not come in by its usual password");
    }

    private HttpClient Client(string account)
    {
        var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new UriBuilder(management) { UserName = "", Password = "" }.Uri, Timeout = TimeSpan.FromSeconds(10) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(account)));
        return http;
    }
}
