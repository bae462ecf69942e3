using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FeedHandler.Native;

/// <summary>
/// The words for a call that has been made, as an interpolated string. The compiler makes this before it evaluates the string's parts, so that the
/// error number is that of the call: to format an address or a culture may itself call the system, and leave its own number behind.
/// </summary>
[InterpolatedStringHandler]
internal ref struct NativeOperation
{
    private DefaultInterpolatedStringHandler _text;

    /// <summary>Keeps the error number; called by the compiler.</summary>
    /// <param name="literalLength">Characters between the parts.</param>
    /// <param name="formattedCount">How many parts there are.</param>
    /// <param name="returnCode">What the call returned.</param>
    public NativeOperation(int literalLength, int formattedCount, int returnCode)
    {
        Errno = returnCode >= 0 ? 0 : Marshal.GetLastPInvokeError(); // first of all
        _text = new DefaultInterpolatedStringHandler(literalLength, formattedCount, CultureInfo.InvariantCulture);
    }

    /// <summary>The error number of the call (errno(3)); 0 unless it failed.</summary>
    public int Errno { get; }

    /// <summary>Adds what stands between two parts.</summary>
    public void AppendLiteral(string value) => _text.AppendLiteral(value);

    /// <summary>Adds a part.</summary>
    public void AppendFormatted<T>(T value) => _text.AppendFormatted(value);

    /// <summary>The whole, once.</summary>
    public string ToStringAndClear() => _text.ToStringAndClear();
}
