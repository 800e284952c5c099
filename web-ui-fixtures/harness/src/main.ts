import "./virtualClock";
import "./observer";
import { mountFromAddress } from "./mounting";

mountFromAddress();
