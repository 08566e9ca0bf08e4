using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Imizu.ServiceDefaults.Access;

/// <summary>Believes <c>X-Forwarded-For</c> and <c>X-Forwarded-Proto</c> from the proxies that the setting <c>Proxies</c> names, and from nobody else.</summary>
internal static class NamedProxies
{
    private const string FromAnybody = "FORWARDEDHEADERS_ENABLED";

    /// <exception cref="InvalidOperationException">One is no address or network, or the framework is told to believe anybody.</exception>
    public static void AddNamedProxies(this IHostApplicationBuilder builder)
    {
        if (builder.Configuration.GetValue(FromAnybody, false))
        {
            throw new InvalidOperationException($"ASPNETCORE_{FromAnybody} believes anybody who says where a request comes from. Unset it, and name the proxy in Proxies__0.");
        }

        var proxies = builder.Configuration.GetSection("Proxies").Get<string[]>() ?? [];
        if (proxies.Length == 0)
        {
            return;
        }

        builder.Services.Configure<ForwardedHeadersOptions>(options =>
        {
            options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            options.KnownProxies.Clear();
            options.KnownIPNetworks.Clear();
            foreach (var network in proxies.Select(NetworkOf))
            {
                options.KnownIPNetworks.Add(network);
            }
        });
        builder.Services.AddTransient<IStartupFilter, First>();
    }

    private static System.Net.IPNetwork NetworkOf(string proxy) =>
        System.Net.IPNetwork.TryParse(proxy, out var network) ? network
        : IPAddress.TryParse(proxy, out var address) ? new System.Net.IPNetwork(address, 8 * address.GetAddressBytes().Length)
        : throw new InvalidOperationException($"Proxies names \"{proxy}\". Write an address such as 172.18.0.1, or a network such as 172.18.0.0/16.");

    /// <summary>Before all else, so that all else sees whom the proxy speaks for.</summary>
    private sealed class First : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.UseForwardedHeaders();
            next(app);
        };
    }
}
