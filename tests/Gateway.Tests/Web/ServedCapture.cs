using System.Net;
using FeedHandler.Client.Tests.Support;
using FeedHandler.Core.Events;
using FeedHandler.Gateway.Sessions;
using FeedHandler.Tests.Support;

namespace FeedHandler.Gateway.Web;

/// <summary>The capture of the repository behind a gateway, replayed up to its middle and, when a test asks for it, to its end.</summary>
internal sealed class ServedCapture : IDisposable
{
    private const int MiddleBatch = 400;
    private readonly string _folder = Directory.CreateTempSubdirectory("served-").FullName;
    private readonly ManualResetEventSlim _isAtMiddle = new(), _mayGoOn = new();
    private readonly SharedStage _stage;
    private readonly Task _replay;
    private int _batchCount;

    internal ServedCapture()
    {
        string path = Path.Combine(_folder, "feed");
        _stage = new SharedStage(path) { BetweenBatches = Wait };
        _replay = Task.Run(() => _stage.Run());
        Within.Until(() => _isAtMiddle.IsSet || _replay.IsFaulted, "the middle of the capture");
        Server = GatewayServer.Start(new GatewayOptions { FeedPath = path, Listen = new IPEndPoint(IPAddress.Loopback, 0) });
    }

    internal GatewayServer Server { get; }

    internal string Url => $"http://{Server.LocalEndPoint}/";

    /// <summary>Replays the rest.</summary>
    internal void GoOn()
    {
        _mayGoOn.Set();
        Within.Patiently(_replay, "the end of the capture");
    }

    /// <summary>Packets were lost, behind the end: nothing tells what was in them.</summary>
    internal void Lose()
    {
        _stage.Writer.Take(new MarketEvent { Kind = EventKind.Gap, InstrumentIndex = MarketEvent.NoInstrument, Quantity = 3 });
        _stage.Writer.Publish();
    }

    public void Dispose()
    {
        _mayGoOn.Set();
        _replay.Wait();
        Server.Dispose();
        _stage.Dispose();
        _isAtMiddle.Dispose();
        _mayGoOn.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private void Wait(SharedStage stage)
    {
        if (++_batchCount != MiddleBatch) return;
        _isAtMiddle.Set();
        _mayGoOn.Wait();
    }
}
