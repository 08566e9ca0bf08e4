using System.Net.Http.Headers;
using System.Text;

namespace Imizu.Testing.Servers;

/// <summary>How a name and its password are sent (RFC 7617).</summary>
public static class HttpBasic
{
    public static AuthenticationHeaderValue Of(string name, string password) =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{name}:{password}")));

    /// <summary>A client with a name and its password.</summary>
    public static HttpClient Client(Uri address, string name, string password)
    {
        var client = new HttpClient { BaseAddress = address };
        client.DefaultRequestHeaders.Authorization = Of(name, password);
        return client;
    }

    /// <summary>A client with the name and the password that are in an address.</summary>
    public static HttpClient Client(Uri address)
    {
        var credentials = address.UserInfo.Split(':').Select(Uri.UnescapeDataString).ToList();
        return Client(Bare(address), credentials[0], credentials[1]);
    }

    /// <summary>An address without the name and the password that are in it.</summary>
    public static Uri Bare(Uri address) => new($"{address.Scheme}://{address.Authority}");
}
