using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using FeedHandler.Tests.Support;

namespace FeedHandler.Host.Tests.Live.Support;

/// <summary>A real Prometheus server in a namespace, with the configuration and the rules of docs/deploy. It ends with the object.</summary>
internal sealed class PrometheusServer : IDisposable
{
    private const int Port = 9090;
    private readonly NetworkNamespace _network;
    private readonly Process _process;

    public PrometheusServer(NetworkNamespace network, string folder)
    {
        _network = network;
        ProcessStartInfo start = new(Require.Tool("ip"), [
            "netns", "exec", network.Name, Require.Tool("prometheus"), $"--config.file={Repository.PathOf("docs/deploy/prometheus/prometheus.yml")}",
            $"--storage.tsdb.path={Path.Combine(folder, "prometheus")}", $"--web.listen-address=127.0.0.1:{Port}", "--log.level=error",
        ])
        { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true };
        _process = Process.Start(start)!;
        _process.BeginErrorReadLine();
        _process.BeginOutputReadLine();
    }

    /// <summary>The value of an expression that has one series; null as long as it has none, or nobody answers.</summary>
    public double? Query(string expression)
    {
        try
        {
            (HttpStatusCode status, string body) = Ask(_network, Port, "/api/v1/query?query=" + Uri.EscapeDataString(expression));
            if (status != HttpStatusCode.OK) return null;
            JsonElement[] series = [.. JsonDocument.Parse(body).RootElement.GetProperty("data").GetProperty("result").EnumerateArray()];
            return series is [JsonElement one] ? double.Parse(one.GetProperty("value")[1].GetString()!, System.Globalization.CultureInfo.InvariantCulture) : null;
        }
        catch (Exception failure) when (failure is SocketException or HttpRequestException)
        {
            return null; // it does not listen yet
        }
    }

    /// <summary>Asks a server that listens on loopback inside a namespace.</summary>
    public static (HttpStatusCode Status, string Body) Ask(NetworkNamespace network, int port, string path, string? accept = null)
    {
        (HttpStatusCode status, byte[] body) = AskBytes(network, port, path, accept);
        return (status, System.Text.Encoding.UTF8.GetString(body));
    }

    /// <summary>The same, for what is no text.</summary>
    public static (HttpStatusCode Status, byte[] Body) AskBytes(NetworkNamespace network, int port, string path, string? accept = null)
    {
        using SocketsHttpHandler handler = new()
        {
            ConnectCallback = (_, _) => ValueTask.FromResult<Stream>(network.Run(() =>
            {
                Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp); // it stays in the namespace in which it was opened
                socket.Connect(IPAddress.Loopback, port);
                return new NetworkStream(socket, ownsSocket: true);
            })),
        };
        using HttpClient client = new(handler);
        using HttpRequestMessage request = new(HttpMethod.Get, $"http://127.0.0.1:{port}{path}");
        if (accept is not null) request.Headers.TryAddWithoutValidation("Accept", accept);
        using HttpResponseMessage answer = client.Send(request);
        return (answer.StatusCode, answer.Content.ReadAsByteArrayAsync().GetAwaiter().GetResult());
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
    }
}
