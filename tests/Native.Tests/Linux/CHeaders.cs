using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using FeedHandler.Tests.Support;

namespace FeedHandler.Native.Tests.Linux;

/// <summary>Asks the C compiler what the installed headers say; a test without a compiler is skipped.</summary>
internal static class CHeaders
{
    private static readonly string[] Names =
    [
        "errno.h", "fcntl.h", "sched.h", "stddef.h", "stdio.h", "time.h", "sys/epoll.h", "sys/ioctl.h", "sys/mman.h", "sys/prctl.h", "sys/socket.h",
        "sys/stat.h", "sys/syscall.h", "netinet/in.h", "net/if.h", "linux/io_uring.h", "linux/net_tstamp.h", "linux/netlink.h", "linux/rtnetlink.h",
        "linux/sock_diag.h", "linux/sockios.h",
    ];

    /// <summary>Each constant of a class, as `NAME=value`.</summary>
    public static string[] NamesAndValuesOf(Type constants) =>
    [
        .. constants.GetFields(BindingFlags.NonPublic | BindingFlags.Static).Select(static constant =>
            $"{constant.Name}={Convert.ToInt64(constant.GetRawConstantValue(), CultureInfo.InvariantCulture)}"),
    ];

    /// <summary>The offsets of a structure's fields and its size, in terms of the C structure, as `expression=value`.</summary>
    public static IEnumerable<string> OffsetsOf<T>(string structure, params (string Ours, string Theirs)[] fields)
        where T : unmanaged =>
        fields.Select(field => $"offsetof({structure}, {field.Theirs})={OffsetOf<T>(field.Ours)}").Append($"sizeof({structure})={Unsafe.SizeOf<T>()}");

    /// <summary>What each C expression is, as `expression=value`.</summary>
    public static string[] ValuesOf(string[] expressions) =>
        Compiled(expressions.Select(static expression => $"""printf("{expression}=%lld\n", (long long){expression});"""));

    /// <summary>What each macro is that the headers know, as `NAME=value`.</summary>
    public static string[] ValuesOfKnown(string[] macros) =>
        Compiled(macros.Select(static macro => $"#ifdef {macro}\nprintf(\"{macro}=%lld\\n\", (long long){macro});\n#endif"));

    private static int OffsetOf<T>(string name)
    {
        FieldInfo field = typeof(T).GetField(name, BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.Instance)!;
        return field.GetCustomAttribute<FieldOffsetAttribute>()!.Value;
    }

    private static string[] Compiled(IEnumerable<string> statements)
    {
        string gcc = Require.Tool("gcc");
        DirectoryInfo folder = Directory.CreateTempSubdirectory("constants");
        try
        {
            string source = Path.Combine(folder.FullName, "print.c");
            string program = Path.Combine(folder.FullName, "print");
            IEnumerable<string> includes = Names.Select(static name => $"#include <{name}>");
            File.WriteAllLines(source, ["#define _GNU_SOURCE", .. includes, "int main(void) {", .. statements, "return 0; }"]);
            Run(gcc, "-o", program, source);
            return Run(program).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string Run(string program, params string[] arguments)
    {
        ProcessStartInfo start = new(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        string error = process.StandardError.ReadToEnd();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.That(process.ExitCode, Is.Zero, $"{program}: {error}");
        return output;
    }
}
