using System.Diagnostics;
using System.Globalization;
using FeedHandler.Ring;

namespace FeedHandler.Benchmarks.Ring;

/// <summary>The other process: `receive PATH` prints its rate, `echo THERE BACK` answers until the asker closes.</summary>
internal static class SharedChild
{
    private const string Ready = "ready";

    public static Process Start(params string[] arguments)
    {
        ProcessStartInfo start = new("dotnet", ["exec", typeof(SharedChild).Assembly.Location, "ring-child", .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };

        // It lives for a fraction of a second, most of which would pass before its code is compiled for speed.
        start.Environment["DOTNET_TieredCompilation"] = "0";
        Process child = Process.Start(start)!;
        if (child.StandardOutput.ReadLine() != Ready) throw new InvalidOperationException("the other process did not start");
        return child;
    }

    public static int Run(string[] arguments)
    {
        double rate = 0;
        PinnedThread thread = new("other", new ThreadPlacement(CoreIndex: 1), () => rate = arguments switch
        {
            ["receive", var path] => Receive(path),
            ["echo", var there, var back] => Echo(there, back),
            _ => throw new ArgumentException("receive PATH or echo THERE BACK"),
        });
        thread.Join();
        if (thread.Failure is not null) Console.Error.WriteLine(thread.Failure);
        else Console.WriteLine(rate.ToString(CultureInfo.InvariantCulture));
        return thread.Failure is null ? 0 : 1;
    }

    private static double Receive(string path)
    {
        using SharedRingReader<long> reader = OneWays.OpenReader(path);
        Console.WriteLine(Ready);
        return OneWays.Receive(reader.Events);
    }

    private static double Echo(string there, string back)
    {
        using SharedRingReader<long> reader = OneWays.OpenReader(there);
        using SharedRingWriter<long> writer = OneWays.OpenWriter(back);
        Console.WriteLine(Ready);
        while (true)
        {
            switch (reader.Events.TryRead(out long taken))
            {
                case BroadcastRead.Taken:
                    writer.Events.Publish(taken);
                    break;
                case BroadcastRead.Closed:
                    return 0;
                default:
                    break;
            }
        }
    }
}
