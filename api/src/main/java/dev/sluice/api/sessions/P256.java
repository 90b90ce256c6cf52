package dev.sluice.api.sessions;

import java.math.BigInteger;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.EllipticCurve;

/// The public key that belongs to a private one: PKCS#8 files of the JDK hold only the private part. Used
/// once at start, so plain affine arithmetic is fine; it is not constant in time and must see no other
/// secret.
final class P256 {

    private static final BigInteger THREE = BigInteger.valueOf(3);
    private static final int BITS = 256;

    private final BigInteger prime;
    private final BigInteger a;

    private P256(EllipticCurve curve) {
        this.prime = ((ECFieldFp) curve.getField()).getP();
        this.a = curve.getA();
    }

    static boolean isOnCurve(ECPrivateKey key) {
        return key.getParams().getCurve().getField() instanceof ECFieldFp field
                && field.getP().bitLength() == BITS && key.getParams().getOrder().bitLength() == BITS;
    }

    static ECPublicKeySpec publicKey(ECPrivateKey key) {
        ECParameterSpec params = key.getParams();
        ECPoint point = new P256(params.getCurve()).times(key.getS(), params.getGenerator());
        return new ECPublicKeySpec(point, params);
    }

    /// Double and add.
    private ECPoint times(BigInteger factor, ECPoint point) {
        ECPoint sum = ECPoint.POINT_INFINITY;
        for (int bit = factor.bitLength() - 1; bit >= 0; bit--) {
            sum = plus(sum, sum);
            if (factor.testBit(bit)) {
                sum = plus(sum, point);
            }
        }
        return sum;
    }

    private ECPoint plus(ECPoint left, ECPoint right) {
        if (left.equals(ECPoint.POINT_INFINITY)) {
            return right;
        }
        if (right.equals(ECPoint.POINT_INFINITY)) {
            return left;
        }
        BigInteger x1 = left.getAffineX();
        BigInteger y1 = left.getAffineY();
        boolean same = left.equals(right);
        if (!same && x1.equals(right.getAffineX())) {
            return ECPoint.POINT_INFINITY;
        }
        BigInteger slope = same
                ? x1.pow(2).multiply(THREE).add(a).multiply(y1.shiftLeft(1).modInverse(prime))
                : right.getAffineY().subtract(y1)
                        .multiply(right.getAffineX().subtract(x1).mod(prime).modInverse(prime));
        BigInteger x = slope.pow(2).subtract(x1).subtract(right.getAffineX()).mod(prime);
        BigInteger y = slope.multiply(x1.subtract(x)).subtract(y1).mod(prime);
        return new ECPoint(x, y);
    }
}
