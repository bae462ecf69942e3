using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using FeedHandler.Engine;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FeedHandler.Observing;

/// <summary>Who is answered, who is not, and when it ends.</summary>
public sealed class ServerTests
{
    private const string Secret = "k3-Jf93.lsQ0-aZ81";
    private const string Variable = "FEEDHANDLER_OBSERVING_TESTS_TOKEN";

    [Test]
    public async Task WhatAGroupMapsIsAnswered()
    {
        using ObserverServer server = ObserverServer.Start(AnyPort(IPAddress.Loopback), [new Word()]);
        using HttpClient client = new();

        using HttpResponseMessage answer = await client.GetAsync(server.Url + "/word");

        Assert.That(await answer.Content.ReadAsStringAsync(), Is.EqualTo("feed"));
        Assert.That(answer.Headers.GetValues("X-Content-Type-Options"), Is.EqualTo(["nosniff"]));
        Assert.That(answer.Headers.GetValues("Content-Security-Policy").Single(), Does.StartWith("default-src 'none'"));
        Assert.That(answer.Headers.Contains("Server"), Is.False);
    }

    [TestCase("localhost", HttpStatusCode.OK)]
    [TestCase("127.0.0.1:9464", HttpStatusCode.OK)]
    [TestCase("[::1]:80", HttpStatusCode.OK)]
    [TestCase("feed.example.com", HttpStatusCode.MisdirectedRequest)]
    [TestCase("127.0.0.1.example.com", HttpStatusCode.MisdirectedRequest)]
    [TestCase("10.0.0.1", HttpStatusCode.MisdirectedRequest)]
    public async Task AHostOfAnotherNameIsNotThisOne(string host, HttpStatusCode status)
    {
        using ObserverServer server = ObserverServer.Start(AnyPort(IPAddress.Loopback), [new Word()]);

        Assert.That(await StatusOf(server, request => request.Headers.Host = host), Is.EqualTo(status));
    }

    [Test]
    public async Task NothingCanBeWrittenOrSent()
    {
        using ObserverServer server = ObserverServer.Start(AnyPort(IPAddress.Loopback), [new Word()]);

        Assert.That(await StatusOf(server, static request => request.Method = HttpMethod.Post), Is.EqualTo(HttpStatusCode.MethodNotAllowed));
        Assert.That(
            await StatusOf(server, static request => request.Headers.Add("X-Long", new string('x', 20_000))),
            Is.EqualTo(HttpStatusCode.RequestHeaderFieldsTooLarge));
    }

    [TestCase("metrics")]
    [TestCase("healthz")]
    [TestCase("readyz")]
    public async Task HeadIsAnsweredAsGetIsWithoutABody(string path)
    {
        using RecordedFeed feed = new();
        using ObserverServer server = ObserverServer.Start(AnyPort(IPAddress.Loopback), [new MetricsEndpoints(feed.Metrics)]);
        using HttpClient client = new();
        Uri address = new($"http://{server.EndPoint}/{path}");
        using HttpRequestMessage head = new(HttpMethod.Head, address);

        using HttpResponseMessage headed = await client.SendAsync(head);
        using HttpResponseMessage gotten = await client.GetAsync(address);

        Assert.That(headed.StatusCode, Is.EqualTo(gotten.StatusCode).And.Not.EqualTo(HttpStatusCode.MethodNotAllowed));
        Assert.That(await headed.Content.ReadAsByteArrayAsync(), Is.Empty);
    }

    [Test]
    public void WhatIsNotLoopbackNeedsAToken() => Assert.That(
        static () => ObserverServer.Start(AnyPort(IPAddress.Any), [new Word()]),
        Throws.TypeOf<FeedException>().With.Message.Contains("no loopback address").And.Message.Contains("give a token"));

    [Test]
    public async Task ATokenIsAskedForAndTakenAsHeaderAndInTheAddress()
    {
        using ObserverServer server = ObserverServer.Start(AnyPort(IPAddress.Any) with { Token = Token() }, [new Word()]);

        Assert.That(await StatusOf(server, static _ => { }), Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That(await StatusOf(server, static request => request.Headers.Authorization = new("Bearer", Secret)), Is.EqualTo(HttpStatusCode.OK));
        Assert.That(await StatusOf(server, static request => request.Headers.Authorization = new("Bearer", Secret + "x")), Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That(await StatusOf(server, static _ => { }, "?token=" + Secret), Is.EqualTo(HttpStatusCode.OK));
        Assert.That(await StatusOf(server, static _ => { }, "?token=" + new string('k', 2000)), Is.EqualTo(HttpStatusCode.Unauthorized));
    }

    [Test]
    public void APortThatIsTakenIsSaidInOneSentence()
    {
        using TcpListener other = new(IPAddress.Loopback, 0);
        other.Start();
        IPEndPoint taken = (IPEndPoint)other.LocalEndpoint;

        Assert.That(
            () => ObserverServer.Start(new ObserverOptions(taken) { Origin = "--metrics" }, [new Word()]),
            Throws.TypeOf<FeedException>().With.Message.EqualTo($"--metrics: cannot listen on {taken}: another program listens there: take another port"));
    }

    [Test]
    public void AnAddressThatNoInterfaceHasIsSaid() => Assert.That(
        static () => ObserverServer.Start(AnyPort(IPAddress.Parse("203.0.113.77")) with { Token = Token() }, [new Word()]),
        Throws.TypeOf<FeedException>().With.Message.Contains("no interface of this machine has that address"));

    [Test]
    public async Task ItEndsWithTheFeed()
    {
        TaskCompletionSource feed = new();
        using ObserverServer server = ObserverServer.Start(AnyPort(IPAddress.Loopback), [new Word()], feed.Task);
        Assert.That(await StatusOf(server, static _ => { }), Is.EqualTo(HttpStatusCode.OK));

        feed.SetResult();

        Assert.That(() => IsRefused(server.EndPoint), Is.True.After(30_000, 10));
    }

    [TestCase("9464", "127.0.0.1:9464")]
    [TestCase("0.0.0.0:80", "0.0.0.0:80")]
    [TestCase("[::1]:9464", "[::1]:9464")]
    public void AnAddressIsRead(string text, string read)
    {
        Assert.That(ObserveSection.TryParseEndPoint(text, out IPEndPoint endPoint), Is.True);
        Assert.That(endPoint.ToString(), Is.EqualTo(read));
    }

    [TestCase("")]
    [TestCase("0")]
    [TestCase("65536")]
    [TestCase("+80")]
    [TestCase("::1:80")]
    [TestCase("127.1:80")]
    [TestCase("localhost:80")]
    [TestCase("127.0.0.1")]
    public void WhatIsNoAddressIsNot(string text) => Assert.That(ObserveSection.TryParseEndPoint(text, out _), Is.False);

    [TestCase("short")]
    [TestCase("with a space in the middle")]
    public void WhatIsNoTokenIsRefusedAndNotRepeated(string secret)
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        File.WriteAllText(path, secret + "\nsecond line");

        Assert.That(() => AccessToken.OfFile(path), Throws.TypeOf<FeedException>().With.Message.Contains(path).And.Message.Not.Contains(secret));
        File.Delete(path);
    }

    [Test]
    public void AVariableThatIsNotSetIsNamed() => Assert.That(
        static () => AccessToken.OfVariable("FEEDHANDLER_NO_SUCH"), Throws.TypeOf<FeedException>().With.Message.Contains("FEEDHANDLER_NO_SUCH is not set"));

    private static AccessToken Token()
    {
        Environment.SetEnvironmentVariable(Variable, Secret);
        return AccessToken.OfVariable(Variable);
    }

    private static ObserverOptions AnyPort(IPAddress address) => new(new IPEndPoint(address, 0));

    private static async Task<HttpStatusCode> StatusOf(ObserverServer server, Action<HttpRequestMessage> change, string query = "")
    {
        using HttpClient client = new();
        using HttpRequestMessage request = new(HttpMethod.Get, $"http://127.0.0.1:{server.EndPoint.Port}/word{query}");
        change(request);
        using HttpResponseMessage answer = await client.SendAsync(request);
        return answer.StatusCode;
    }

    private static bool IsRefused(IPEndPoint endPoint)
    {
        using TcpClient client = new();
        try
        {
            client.Connect(endPoint);
            return false;
        }
        catch (SocketException)
        {
            return true;
        }
    }

    private sealed class Word : IEndpointGroup
    {
        private static readonly RequestDelegate Answer = static context => context.Response.WriteAsync("feed");

        public void Map(IEndpointRouteBuilder endpoints) => endpoints.MapGet("/word", Answer);
    }
}
